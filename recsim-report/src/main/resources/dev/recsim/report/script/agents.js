/* Shows some of many agents, in all charts and tables: the best ten, or those whose name has a text. */
((kit) => {
  'use strict';

  const FEW = 10;
  const { ranking } = kit.data;
  const text = document.getElementById('agents-text');
  const all = document.getElementById('agents-all');
  const count = document.getElementById('agents-count');
  const ranked = new Set(ranking);

  function choose() {
    const part = text.value.trim().toLowerCase();
    const found = ranking.filter((name) => name.toLowerCase().includes(part));
    const chosen = new Set(all.checked ? found : found.slice(0, FEW));
    kit.visible = (name) => !ranked.has(name) || chosen.has(name);
    count.textContent = chosen.size + ' of ' + ranking.length + ' agents' + (part ? ' with this text' : '') +
      (chosen.size < found.length ? ', the best' : '');
    document.querySelectorAll('table').forEach(hide);
    document.querySelectorAll('.views label').forEach((label) => {
      label.hidden = !kit.visible(label.querySelector('input').value);
    });
    document.dispatchEvent(new Event('agents'));
  }

  /** Hides the rows and the columns of a table that are about other agents. */
  function hide(table) {
    const columns = [...table.tHead.rows[0].cells].map((cell) => !kit.visible(cell.textContent));
    if (columns.includes(true) || table.dataset.few) {
      table.dataset.few = 'columns';
      [...table.rows].forEach((row) => columns.forEach((hidden, at) => {
        row.cells[at].hidden = hidden;
      }));
    }
    [...table.tBodies[0].rows].forEach((row) => {
      row.hidden = !kit.visible(row.cells[0].textContent);
    });
  }

  text.addEventListener('input', choose);
  all.addEventListener('change', choose);
  choose();
})(recsimCharts);
