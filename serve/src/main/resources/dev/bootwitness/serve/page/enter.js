// Gives the token of the address to the server, which answers with a cookie. What follows a # is in no request and no log.
(() => {
  'use strict';
  const said = document.getElementById('said');
  const enter = async (token) => {
    const headers = token ? { Authorization: 'Bearer ' + token } : {};
    const answer = await fetch('/session', { headers });
    if (answer.ok) {
      // With the origin in front: a path that begins with // would be another server.
      location.replace(location.origin + (location.pathname === '/enter' ? '/' : location.pathname + location.search));
    } else if (token) {
      said.textContent = 'This is not the token of this server. Each start of `bootwitness serve` makes a new one.';
    }
  };
  document.getElementById('enter').addEventListener('submit', (event) => {
    event.preventDefault();
    enter(document.getElementById('token').value.trim().replace(/^.*#/, ''));
  });
  // Without a token, too: a link from a report, which has an origin of its own, comes without the cookie.
  enter(location.hash.slice(1));
})();
