// The page works without this: it keeps the cards of the runs that go on true, and says when one ends.
(() => {
  'use strict';
  const cards = document.getElementById('live');
  const going = document.getElementById('going');
  const said = document.getElementById('said');
  const one = going.dataset.one;
  const ended = [];

  const card = (id) => Array.from(cards.children).find((li) => li.dataset.run === id);
  const part = (li, name) => li.querySelector('[data-f="' + name + '"]');
  // Every text is set as text. An unchanged one is left alone: a selection in it stays.
  const put = (li, name, text) => {
    const place = part(li, name);
    if (place.textContent !== text) {
      place.textContent = text;
    }
  };
  const words = (seconds) => {
    const whole = Math.floor(seconds);
    return whole < 600 ? whole + ' s' : Math.floor(whole / 60) + ' min ' + String(whole % 60).padStart(2, '0') + ' s';
  };
  const show = (li, run) => {
    for (const name of ['name', 'phase', 'stage', 'checks', 'waiting', 'line']) {
      put(li, name, run[name]);
    }
    li.seconds = run.seconds;
    li.at = performance.now();
    put(li, 'clock', words(run.seconds));
  };
  const say = (text) => {
    said.textContent = text;
  };
  const began = (run) => {
    if (one && run.id !== one) {
      return;
    }
    let li = card(run.id);
    if (!li) {
      li = document.getElementById('card').content.firstElementChild.cloneNode(true);
      li.dataset.run = run.id;
      part(li, 'link').href = '/runs/' + encodeURIComponent(run.id);
      part(li, 'console').href = '/runs/' + encodeURIComponent(run.id) + '/console';
      cards.append(li);
      say(run.name + ' began');
    }
    show(li, run);
    going.hidden = false;
  };
  const moved = (run) => {
    const li = card(run.id);
    if (!li) {
      began(run);
      return;
    }
    if (part(li, 'phase').textContent !== run.phase && run.phase !== '') {
      say(run.name + ': ' + run.phase);
    }
    show(li, run);
  };
  // A list that somebody is in is not changed under their hands.
  const inUse = () => {
    const over = document.getElementById('over');
    return !over || over.contains(document.activeElement) || over.querySelector('input[type=radio]:checked');
  };
  const refresh = async () => {
    if (inUse()) {
      document.getElementById('news-words').textContent = ended.join(', ') + ' ended.';
      document.getElementById('news').hidden = false;
      return;
    }
    const answer = await fetch(location.href);
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (!inUse()) {
        document.getElementById('over').replaceWith(page.getElementById('over'));
        document.querySelector('h1').replaceWith(page.querySelector('h1'));
        ended.length = 0;
      }
    }
  };
  const over = (run) => {
    if (one && run.id !== one) {
      return;
    }
    const li = card(run.id);
    say(run.name + ' ended: ' + run.outcome);
    if (one) {
      // The way to the verdict is offered, not taken: whoever reads here goes on reading.
      li.classList.add('done');
      put(li, 'phase', run.outcome);
      const way = document.createElement('a');
      way.href = '/runs/' + encodeURIComponent(run.id);
      way.textContent = 'It has ended: ' + run.outcome + '. See its verdict';
      going.append(way);
      source.close();
      return;
    }
    if (li) {
      li.remove();
    }
    going.hidden = cards.children.length === 0;
    ended.push(run.name);
    // The ledger gets its line a moment after the verdict.
    setTimeout(refresh, 700);
  };

  // A browser keeps six connections to a server for all of its pages: one that is out of sight gives its own back.
  let source = null;
  const open = () => {
    source = new EventSource('/events');
    source.addEventListener('all', (event) => {
      const ids = JSON.parse(event.data);
      for (const li of Array.from(cards.children)) {
        if (!ids.includes(li.dataset.run) && !li.classList.contains('done')) {
          over({ id: li.dataset.run, name: part(li, 'name').textContent, outcome: 'see the list' });
        }
      }
    });
    source.addEventListener('began', (event) => began(JSON.parse(event.data)));
    source.addEventListener('moved', (event) => moved(JSON.parse(event.data)));
    source.addEventListener('ended', (event) => over(JSON.parse(event.data)));
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      source.close();
    } else if (source.readyState === EventSource.CLOSED && !document.querySelector('.done')) {
      open();
    }
  });
  for (const li of cards.children) {
    li.seconds = Number(li.dataset.seconds);
    li.at = performance.now();
  }
  setInterval(() => {
    for (const li of cards.children) {
      if (!li.classList.contains('done')) {
        put(li, 'clock', words(li.seconds + (performance.now() - li.at) / 1000));
      }
    }
  }, 1000);
  open();
})();
