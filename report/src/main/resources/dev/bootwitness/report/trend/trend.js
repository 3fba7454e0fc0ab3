'use strict';
// Draws what the page's data block holds. Names come from specs: they are set as text, never as markup.
(function () {
  const data = JSON.parse(document.getElementById('data').textContent);
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const ink = dark ? '#e4e8ef' : '#1b2330';
  const grid = { stroke: dark ? '#fff2' : '#0002', width: 1 };
  const colours = dark
    ? ['#7aa7f0', '#f2a45c', '#7ad69b', '#dda0f0', '#ff9d94', '#6fd3df', '#d6b98c', '#a9b7c6']
    : ['#1f5fc4', '#c04a00', '#176b3a', '#7b1fa2', '#b3261e', '#00707c', '#6d4c41', '#546e7a'];
  const height = 280;
  const charts = [];
  data.forEach(function (chart, n) {
    const place = document.getElementById('chart-' + n);
    const at = function (i) { return new Date(chart.times[i] * 1e3).toISOString(); };
    // A run after the other, not the time between them: a hundred runs of a day and one of last month are both to be seen.
    const runs = chart.times.map(function (_, i) { return i; });
    const options = {
      width: place.clientWidth,
      height: height,
      scales: { x: { time: false, range: function (u, least, most) { return [least - 0.5, most + 0.5]; } },
        y: { range: function (u, least, most) { return [0, Math.max(most * 1.08, 0.1)]; } } },
      axes: [
        { stroke: ink, grid: grid, ticks: grid, space: 110, incrs: [1, 2, 5, 10, 20, 50],
          values: function (u, splits) { return splits.map(function (i) { return i in chart.times ? at(i).slice(5, 16).replace('T', ' ') : ''; }); } },
        { stroke: ink, grid: grid, ticks: grid, label: 'seconds', size: 60 },
      ],
      series: [{ label: 'run', value: function (u, i) { return i == null ? '' : at(i).slice(0, 19).replace('T', ' ') + 'Z'; } }]
        .concat(chart.names.map(function (name, i) {
          return { label: name, stroke: colours[i % colours.length], dash: i < colours.length ? [] : [6, 4], width: 1.5,
            spanGaps: true, points: { show: true, size: 5 },
            value: function (u, v) { return v == null ? '' : v.toFixed(2) + ' s'; } };
        })),
    };
    charts.push({ place: place, plot: new uPlot(options, [runs].concat(chart.values), place) });
  });
  window.addEventListener('resize', function () {
    charts.forEach(function (c) { c.plot.setSize({ width: c.place.clientWidth, height: height }); });
  });
})();
