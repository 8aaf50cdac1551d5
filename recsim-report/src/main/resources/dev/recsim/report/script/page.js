/* Draws the charts of a page, and draws them again when size, colours or the chosen agents change. */
((kit) => {
  'use strict';

  const { data, options, heights, printing } = kit;
  const drawn = new Map();
  /** Width of a chart on A4 or Letter paper, in pixels. */
  const PAPER = 660;

  /** The data of a chart without the agents that are not shown. */
  function shown(id) {
    const chart = { ...data.charts[id] };
    const few = (list) => list.filter((one) => kit.visible(one.agent));
    ['rows', 'series', 'lines'].filter((key) => chart[key]).forEach((key) => {
      chart[key] = few(chart[key]);
    });
    if (chart.panels) {
      chart.panels = chart.panels.map((panel) => ({ ...panel, series: few(panel.series) }));
    }
    return chart;
  }

  function height(box, chart, width, way) {
    const special = heights[box.dataset.script];
    if (special) {
      return special(chart, width, Number(box.dataset.rows), way);
    }
    return chart.rows
      ? chart.rows.length * (chart.rows.length > 6 ? 34 : 44) + 72
      : Math.max(340, Math.min(460, width * 0.5)) + Math.floor((chart.series || []).length / 6) * 24;
  }

  function radios(id) {
    return [...document.querySelectorAll('input[name="view-' + id + '"]')];
  }

  function view(id) {
    const checked = radios(id).find((radio) => radio.checked);
    return checked ? checked.value : '';
  }

  /** Wraps the title of a chart's x axis if it is longer than the axis; returns the height of its further lines. */
  function wrapped({ xAxis, grid }, width) {
    if (!grid || Array.isArray(grid) || !xAxis.name) {
      return 0;
    }
    const room = width - grid.left - grid.right;
    const fits = (text) => text.length * 7.2 <= room;
    const lines = xAxis.name.split(' ').reduce((all, word) => {
      const longer = [...all.slice(-1), word].join(' ');
      return all.length && fits(longer) ? [...all.slice(0, -1), longer] : [...all, word];
    }, []);
    xAxis.name = lines.join('\n');
    xAxis.nameTextStyle.lineHeight = 17;
    const more = 17 * (lines.length - 1);
    grid.bottom += more;
    return more;
  }

  /** Draws one view of a chart into a box. */
  function draw(box, width, way) {
    const chart = shown(box.dataset.chart);
    const option = options[box.dataset.script](chart, way, width);
    const size = height(box, chart, width, way) + wrapped(option, width);
    box.style.height = size + 'px';
    if (!drawn.has(box)) {
      drawn.set(box, echarts.init(box, null, { renderer: 'svg' }));
    }
    drawn.get(box).resize({ width, height: size });
    drawn.get(box).setOption(option, true);
  }

  /** A folded chart has no width; it is drawn when it is opened. */
  document.querySelectorAll('details').forEach((fold) => {
    fold.addEventListener('toggle', () => fold.querySelectorAll('.chart').forEach(refresh));
  });

  function refresh(box) {
    if (box.clientWidth > 0 && !printing()) {
      draw(box, box.clientWidth, view(box.dataset.chart));
    }
  }

  // --- One chart at a time ---------------------------------------------------------------------------

  let queue = [];
  let next = 0;

  /** The distance of a box from the middle of the window. */
  function away(box) {
    const { top, bottom } = box.getBoundingClientRect();
    return Math.abs((top + bottom - window.innerHeight) / 2);
  }

  /**
   * Draws all charts, the nearest first. The others follow one by one, so that the page answers in between;
   * each has its height from the start, so that nothing moves.
   */
  function drawAll() {
    clearTimeout(next);
    const boxes = [...document.querySelectorAll('.chart')];
    boxes.filter((box) => box.clientWidth > 0).forEach((box) => {
      const id = box.dataset.chart;
      box.style.height = height(box, shown(id), box.clientWidth, view(id)) + 'px';
    });
    const far = new Map(boxes.map((box) => [box, away(box)]));
    queue = boxes.sort((a, b) => far.get(a) - far.get(b));
    drawNext();
  }

  function drawNext() {
    const box = queue.shift();
    if (box) {
      refresh(box);
      next = setTimeout(drawNext);
    }
  }

  kit.waiting = () => queue.length;

  document.querySelectorAll('.views').forEach((choice) => {
    choice.addEventListener('change', () => refresh(document.getElementById('chart-' + choice.dataset.chart)));
  });

  let frame = 0;
  window.addEventListener('resize', () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      if (!printing()) {
        drawAll();
      }
    });
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => (printing() ? paper() : drawAll()));
  document.addEventListener('agents', () => drawAll());

  // --- Paper -----------------------------------------------------------------------------------------

  function added(tag, className) {
    const made = document.createElement(tag);
    made.className = className;
    return made;
  }

  /** A line that says which view a chart on paper shows. */
  function caption(radio) {
    const line = added('p', 'paper');
    line.textContent = radio.closest('label').textContent;
    return line;
  }

  /** Draws every chart for paper: the chosen view with its name, or all views if they say different things. */
  function paper() {
    clearTimeout(next);
    queue = [];
    document.querySelectorAll('.paper').forEach((one) => one.remove());
    document.querySelectorAll('.chart').forEach((box) => {
      const id = box.dataset.chart;
      const all = radios(id).filter((radio) => !radio.closest('label').hidden);
      const chosen = all.find((radio) => radio.checked);
      draw(box, PAPER, view(id));
      if (chosen) {
        box.before(caption(chosen));
      }
      const others = kit.everyView.has(box.dataset.script) ? all.filter((radio) => radio !== chosen) : [];
      others.reduce((last, radio) => {
        const copy = added('div', 'paper');
        Object.assign(copy.dataset, box.dataset);
        const line = caption(radio);
        last.after(line, copy);
        draw(copy, PAPER, radio.value);
        return copy;
      }, box);
    });
  }

  window.addEventListener('beforeprint', () => {
    document.documentElement.classList.add('printing');
    paper();
  });
  window.addEventListener('afterprint', () => {
    document.documentElement.classList.remove('printing');
    document.querySelectorAll('.paper').forEach((one) => {
      if (drawn.has(one)) {
        drawn.get(one).dispose();
        drawn.delete(one);
      }
      one.remove();
    });
    drawAll();
  });

  drawAll();
})(recsimCharts);
