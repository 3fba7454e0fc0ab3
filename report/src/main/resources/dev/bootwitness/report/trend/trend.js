'use strict';
// Draws what the page's data block holds. Names come from specs: they are set as text, never as markup.
(function () {
  const data = JSON.parse(document.getElementById('data').textContent);
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const ink = dark ? '#ddd' : '#333';
  const grid = { stroke: dark ? '#fff2' : '#0002' };
  const colours = ['#1976d2', '#e65100', '#2e7d32', '#7b1fa2', '#c62828', '#00838f', '#6d4c41', '#546e7a'];
  const axis = { stroke: ink, grid: grid, ticks: grid };
  const charts = [];
  data.forEach(function (chart, n) {
    const place = document.getElementById('chart-' + n);
    const options = {
      width: place.clientWidth,
      height: 280,
      scales: { x: { time: true } },
      axes: [axis, Object.assign({ label: 'seconds', size: 60 }, axis)],
      series: [{ label: 'run (UTC)' }].concat(chart.names.map(function (name, i) {
        return { label: name, stroke: colours[i % colours.length], width: 1.5, spanGaps: true, points: { show: true, size: 5 },
          value: function (u, v) { return v == null ? '' : v.toFixed(2) + ' s'; } };
      })),
      tzDate: function (ts) { return uPlot.tzDate(new Date(ts * 1e3), 'Etc/UTC'); }
    };
    charts.push({ place: place, plot: new uPlot(options, [chart.times].concat(chart.values), place) });
  });
  window.addEventListener('resize', function () {
    charts.forEach(function (c) { c.plot.setSize({ width: c.place.clientWidth, height: 280 }); });
  });
})();
