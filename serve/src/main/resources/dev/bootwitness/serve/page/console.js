// The text below works without this: it adds the terminal, of a recording or as it is now.
(() => {
  'use strict';
  const box = document.getElementById('player');
  const said = document.getElementById('said');
  const common = { fit: 'width', theme: 'asciinema', cursorMode: 'steady' };
  if (box.dataset.cast) {
    AsciinemaPlayer.create(box.dataset.cast, box, { ...common, preload: true, idleTimeLimit: 3, poster: 'npt:99:59:59' });
    return;
  }
  if (!box.dataset.stream) {
    return;
  }
  const li = document.querySelector('.live');
  const put = (name, text) => {
    const place = li.querySelector('[data-f="' + name + '"]');
    if (place.textContent !== text) {
      place.textContent = text;
    }
  };
  // The text grows with the console. A piece for each line, so that what a person has marked in another one stays marked.
  const text = document.getElementById('text');
  const most = Number(text.dataset.most);
  const grow = (lines) => {
    if (!lines.length) {
      return;
    }
    document.getElementById('lines').hidden = false;
    document.getElementById('none')?.remove();
    const follows = text.scrollTop + text.clientHeight >= text.scrollHeight - 4;
    text.append(...lines.map((line) => line + '\n'));
    while (text.childNodes.length > most) {
      text.firstChild.remove();
    }
    if (follows) {
      text.scrollTop = text.scrollHeight;
    }
  };
  let source = null;
  let over = false;
  // The player asks for a source of its output: this one is fed by the events below.
  let feed = null;
  let begun = null;
  const live = ({ dispatch }) => ({
    play: () => {
      feed = dispatch;
      dispatch('play');
      if (begun) {
        dispatch('reset', begun);
      }
      dispatch('playing');
      return true;
    },
    stop: () => {},
    getTiming: () => ({ time: 0, rate: 0, at: performance.now() }),
  });
  AsciinemaPlayer.create(live, box, { ...common, autoPlay: true, controls: false });

  const open = () => {
    source = new EventSource(box.dataset.stream);
    source.addEventListener('terminal', (event) => {
      const terminal = JSON.parse(event.data);
      begun = { size: { cols: terminal.cols, rows: terminal.rows }, init: terminal.init };
      if (feed) {
        feed('reset', begun);
      }
    });
    source.addEventListener('out', (event) => {
      const text = JSON.parse(event.data);
      if (feed) {
        feed('output', text);
      } else {
        begun.init += text;
      }
    });
    // All that is there, when the stream begins: also after one that was lost.
    source.addEventListener('text', (event) => {
      const lines = JSON.parse(event.data);
      if (lines.length) {
        text.textContent = '';
      }
      grow(lines);
    });
    source.addEventListener('lines', (event) => grow(JSON.parse(event.data)));
    const moved = (event) => {
      const run = JSON.parse(event.data);
      if (run.phase !== li.querySelector('[data-f=phase]').textContent) {
        said.textContent = run.name + ': ' + run.phase;
      }
      for (const name of ['phase', 'stage', 'checks', 'waiting', 'line']) {
        put(name, run[name]);
      }
      put('clock', Math.floor(run.seconds) + ' s');
    };
    source.addEventListener('began', moved);
    source.addEventListener('moved', moved);
    const ended = (words) => {
      said.textContent = words;
      const way = document.createElement('a');
      way.href = box.dataset.run;
      way.textContent = 'See its verdict';
      said.append(way);
      over = true;
    };
    source.addEventListener('ended', (event) => {
      const run = JSON.parse(event.data);
      ended(run.name + ' ended: ' + run.outcome + '. ');
      put('phase', run.outcome);
    });
    source.addEventListener('over', () => {
      // It may have ended while this page was not connected.
      if (!over) {
        ended('The run ended. ');
        put('phase', 'ended');
      }
      source.close();
    });
  };
  // A browser keeps six connections to a server for all of its pages: one that is out of sight gives its own back.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      source.close();
    } else if (!over && source.readyState === EventSource.CLOSED) {
      open();
    }
  });
  open();
})();
