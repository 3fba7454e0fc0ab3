// The page works without this: it adds the replay, the search, and the links between them.
(() => {
  'use strict';
  addEventListener('beforeprint', () => {
    document.querySelectorAll('details').forEach((details) => { details.open = true; });
  });

  const log = document.getElementById('log');
  const cast = document.getElementById('cast');
  const box = document.getElementById('replay');
  let player = null;
  let playing = false;

  if (cast && box) {
    const options = {
      fit: 'width', preload: true, poster: 'npt:0:01', theme: 'asciinema', cursorMode: 'steady',
      markers: JSON.parse(document.getElementById('markers').textContent),
    };
    const source = { data: JSON.parse(cast.textContent) };
    player = AsciinemaPlayer.create(source, box, options);
    player.addEventListener('play', () => { playing = true; });
    player.addEventListener('pause', () => { playing = false; });
    player.addEventListener('ended', () => { playing = false; });
  }
  if (!log) {
    return;
  }

  const rows = Array.from(log.querySelectorAll('li[id]'));
  const timed = rows.filter((row) => row.dataset.t !== '');
  let current = null;

  const inside = (row) => {
    if (row.offsetTop < log.scrollTop || row.offsetTop + row.offsetHeight > log.scrollTop + log.clientHeight) {
      log.scrollTop = row.offsetTop - log.clientHeight / 3;
    }
  };
  const select = (row, scroll) => {
    if (current) {
      current.classList.remove('cur');
      current.removeAttribute('aria-current');
    }
    current = row;
    if (row) {
      row.classList.add('cur');
      row.setAttribute('aria-current', 'true');
      if (scroll) {
        inside(row);
      }
    }
  };
  // The recording began some milliseconds before power-on, so a line is whole a little after its time.
  const LATER = 0.06;
  const play = (row) => {
    if (player && row && row.dataset.t !== '') {
      player.seek(Math.max(0, Number(row.dataset.t) + LATER));
    }
  };
  const lineAt = (seconds) => {
    let low = 0;
    let high = timed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (Number(timed[middle].dataset.t) <= seconds) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return timed[Math.max(0, low - 1)];
  };

  // A line to the replay.
  log.addEventListener('click', (event) => {
    const row = event.target.closest('li[id]');
    if (!row || event.target.closest('a:not(.n)')) {
      return;
    }
    select(row, false);
    if (event.target.closest('time')) {
      play(row);
    }
  });
  // The replay to a line.
  if (player) {
    setInterval(() => {
      if (playing) {
        Promise.resolve(player.getCurrentTime()).then((seconds) => select(lineAt(seconds), true));
      }
    }, 250);
  }
  // A finding to its line. Twice: rows that were never in sight get their height when they come into it.
  const center = (row) => row.scrollIntoView({ block: 'center', behavior: 'instant' });
  // The replay gets its height a moment later, and moves what stands below it.
  let settling = 0;
  if (box) {
    new ResizeObserver(() => {
      if (current && performance.now() < settling) {
        center(current);
      }
    }).observe(box);
  }
  const toHash = () => {
    const row = /^#L\d+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null;
    if (row) {
      select(row, false);
      center(row);
      requestAnimationFrame(() => center(row));
      settling = performance.now() + 2000;
      play(row);
      log.focus({ preventScroll: true });
    }
  };
  addEventListener('hashchange', toHash);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#L"]');
    if (link && link.hash === location.hash) {
      setTimeout(toHash);
    }
  });

  // The search.
  const form = document.querySelector('.tools');
  const keys = document.querySelector('.keys');
  const query = document.getElementById('q');
  const count = document.getElementById('count');
  const only = document.getElementById('only');
  form.hidden = false;
  keys.hidden = false;
  let hits = [];
  // Said aloud by a screen reader, which does not see what is marked.
  const show = (at) => {
    select(hits[at], true);
    count.textContent = 'line ' + hits[at].id.slice(1) + ', ' + (at + 1) + ' of ' + hits.length;
  };
  const search = () => {
    const wanted = query.value.toLowerCase();
    hits = [];
    for (const row of rows) {
      const hit = wanted !== '' && row.querySelector('code').textContent.toLowerCase().includes(wanted);
      row.classList.toggle('hit', hit);
      if (hit) {
        hits.push(row);
      }
    }
    log.classList.toggle('only', only.checked && wanted !== '');
    count.textContent = wanted === '' ? '' : 'no line';
    if (hits.length > 0) {
      show(0);
    }
  };
  const step = (by) => {
    if (hits.length > 0) {
      const at = hits.indexOf(current);
      show(at < 0 ? 0 : (at + by + hits.length) % hits.length);
    }
  };
  let typing = 0;
  query.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(search, 120);
  });
  query.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    }
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  document.getElementById('next').addEventListener('click', () => step(1));
  document.getElementById('prev').addEventListener('click', () => step(-1));
  only.addEventListener('change', search);

  // Seconds since power-on, or the wall clock.
  const clock = document.getElementById('clock');
  const epoch = Number(document.body.dataset.epoch);
  clock.addEventListener('click', () => {
    const utc = clock.getAttribute('aria-pressed') !== 'true';
    clock.setAttribute('aria-pressed', String(utc));
    for (const row of timed) {
      const seconds = Number(row.dataset.t);
      row.querySelector('time').textContent =
        utc ? new Date(epoch + seconds * 1000).toISOString().slice(11, 22) + 'Z' : row.dataset.t;
    }
  });

  // The keyboard, within the log.
  const visible = (row, by) => {
    for (let at = rows.indexOf(row) + by; at >= 0 && at < rows.length; at += by) {
      if (rows[at].offsetParent !== null) {
        return rows[at];
      }
    }
    return row;
  };
  log.addEventListener('keydown', (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 }[event.key];
    if (by) {
      event.preventDefault();
      let row = current || rows[0];
      for (let n = Math.abs(by); n > 0 && row; n--) {
        row = current ? visible(row, Math.sign(by)) : row;
      }
      select(row, true);
    } else if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      select(event.key === 'Home' ? rows[0] : rows[rows.length - 1], true);
    } else if (event.key === 'Enter' && event.target === log) {
      play(current);
    } else if (event.key === '/') {
      event.preventDefault();
      query.focus();
    }
  });
  toHash();
})();
