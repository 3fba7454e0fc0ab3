// Shows each recording that the page links to below the paragraph with its link, which stays: it works without this, and for a file.
'use strict';
for (const link of document.querySelectorAll('main p > a[href$=".cast"]')) {
  const box = document.createElement('div');
  box.className = 'recording';
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', 'Recording: ' + link.textContent);
  link.parentElement.after(box);
  AsciinemaPlayer.create(link.href, box, { fit: 'width', idleTimeLimit: 2, poster: 'npt:0:03', theme: 'asciinema' });
}
