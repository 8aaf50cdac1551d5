/* Sessions of two agents with the same user: their rewards as a chart, and one step of both below it. */
((kit) => {
  'use strict';

  const { data, css, figure, base, titled, axis, legend, line, look, options, heights } = kit;
  const box = document.getElementById('chart-replay');
  const chart = data.charts.replay;
  const radios = [...document.querySelectorAll('input[name="view-replay"]')];
  const [USER, LATENTS, SLATE, OTHERS, CANDIDATES, NO_CLICK, REWARD, END, CHANGES] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const [ID, TOPIC, CLICKED, CLICK, SIGNALS, WORDS] = [0, 1, 2, 3, 4, 5];
  const ENDS = ['', 'the user leaves', 'the session is cut off'];
  let session = chart.sessions[0];
  /** Largest number of a user's features that are visible at first. */
  const FEW = 6;
  let step = 0;
  let unfolded = false;

  const words = (indices) => indices.map((index) => chart.words[index]);
  const first = () => Math.min(...session.agents.map((one) => one.first));
  const end = () => Math.max(...session.agents.map((one) => one.first + one.turns.length));

  /** The sums of rewards before each recorded step and after the last. */
  function totals(one) {
    return one.turns.reduce((sums, turn) => [...sums, sums[sums.length - 1] + turn[REWARD]], [one.before]);
  }

  // --- Chart ---------------------------------------------------------------------------------------

  function rewards(all, view, width) {
    const shown = all.sessions[Number(view)];
    const { top, legend: names } = legend(shown.agents.map((one) => one.agent), width);
    const from = Math.min(...shown.agents.map((one) => one.first));
    const to = Math.max(...shown.agents.map((one) => one.first + one.turns.length));
    const mark = (x, name, type) => ({ xAxis: x, name, lineStyle: { type, color: css('ink'), width: 1.5 },
      label: { align: x < (from + to) / 2 ? 'left' : 'right' } });
    return {
      ...base((hit) => titled(hit, 'after step ' + hit.data[0] + ': ' + figure(hit.data[1]))),
      grid: { left: 70, right: 28, top: top + 12, bottom: 48 },
      legend: names,
      xAxis: axis('value', 'Step', {
        min: from,
        max: to,
        minInterval: 1,
        splitLine: { show: false },
      }),
      yAxis: axis('value', 'Sum of rewards', { scale: true, nameGap: 54, axisLabel: { color: css('soft'), fontSize: 12, formatter: figure } }),
      series: [
        ...shown.agents.map((one) => line(one.agent, totals(one).map((sum, at) => [one.first + at, sum]),
          { step: 'end', showSymbol: one.turns.length < 40 })),
        {
          type: 'line',
          data: [],
          markLine: {
            silent: true,
            symbol: 'none',
            label: { formatter: (one) => one.name, color: css('ink'), fontSize: 12, distance: 3 },
            data: [
              ...(shown.parting === null ? [] : [mark(shown.parting + 1, 'they part', [6, 4])]),
              ...(shown === session && !kit.printing() ? [mark(step + 1, '', 'solid')] : []),
            ],
          },
        },
      ],
    };
  }

  options.sessions = rewards;
  heights.sessions = () => 250;
  kit.everyView.add('sessions');

  // --- Step ----------------------------------------------------------------------------------------

  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    made.className = className;
    made.append(...children);
    return made;
  }

  /** Text of an environment or an agent, which does not change the direction of the text next to it. */
  function text(content) {
    const isolated = document.createElement('bdi');
    isolated.textContent = content;
    return isolated;
  }

  /** Neighbouring topics differ in hue. */
  function hue(topic) {
    return 'hsl(' + Math.round(205 + topic * 137.508) % 360 + ', ' + css('share') + ')';
  }

  function card(item, position, isNew) {
    const [name, ...rest] = words(item[WORDS]);
    const made = element('li', item[CLICKED] ? 'document clicked' : 'document',
      element('span', 'position', String(position)), element('b', '', text(name)));
    if (item[TOPIC] >= 0) {
      made.style.setProperty('--topic', hue(item[TOPIC]));
    }
    if (rest.length > 0) {
      made.append(element('small', '', text(rest.join(', '))));
    }
    if (item[CLICK] !== null) {
      const bar = element('span', 'probability', 'click ' + figure(item[CLICK] / 10) + ' %');
      bar.style.setProperty('--click', item[CLICK] / 10 + '%');
      made.append(bar);
    }
    if (isNew) {
      made.append(element('small', 'only', 'not on the other slate'));
    }
    if (item[CLICKED]) {
      made.append(element('span', 'mark', '✓ clicked'));
    }
    if (item[SIGNALS].length > 0) {
      made.append(element('small', '', text(words(item[SIGNALS]).join(', '))));
    }
    return made;
  }

  function others(turn) {
    if (turn[OTHERS].length === 0) {
      return element('p', 'note', 'Shown: ' + turn[SLATE].length + ' of ' + turn[CANDIDATES].toLocaleString('en-US') + ' documents.');
    }
    const made = element('p', 'note', 'Not shown: ');
    words(turn[OTHERS]).forEach((name) => {
      const chip = element('span', 'chip', text(name));
      const topic = /^topic (\d+)$/.exec(name);
      if (topic) {
        chip.style.setProperty('--topic', hue(Number(topic[1])));
      }
      made.append(chip, ' ');
    });
    return made;
  }

  /** What is known at a step, by name: all words so far, where later ones replace earlier ones. */
  function known(one, part, at) {
    return one.turns.slice(0, at + 1).reduce((all, turn) => {
      const kept = part === USER && !turn[CHANGES] ? new Map() : all;
      words(turn[part]).forEach((word) => kept.set(word.replace(/ \S+$/, ''), word));
      return kept;
    }, new Map());
  }

  /** Words separated by commas; those that are new at this step are bold. */
  function list(one, part, at) {
    const fresh = new Set(at > 0 ? words(one.turns[at][part]) : []);
    return [...known(one, part, at).values()]
      .sort((a, b) => fresh.has(b) - fresh.has(a))
      .flatMap((word) => [', ', fresh.has(word) ? element('b', '', text(word)) : text(word)]).slice(1);
  }

  /** The first words of a list; the others are folded, and stay open from step to step. */
  function folded(items) {
    if (items.length <= 2 * FEW) {
      return items;
    }
    const more = element('details', 'more', element('summary', '', (items.length + 1) / 2 - FEW + ' more'), ...items.slice(2 * FEW));
    more.open = unfolded;
    more.addEventListener('toggle', () => {
      unfolded = more.open;
    });
    return [...items.slice(0, 2 * FEW - 1), more];
  }

  function about(one, at) {
    const user = folded(list(one, USER, at));
    const latent = list(one, LATENTS, at);
    const fold = user.length > 2 * FEW - 1 ? '' : '. ';
    return element('div', 'note', 'User: ', ...(user.length > 0 ? user : ['nothing is observed']),
      ...(latent.length > 0 ? [fold + 'Latent state: ', ...latent] : []));
  }

  function outcome(turn, total) {
    const clicks = turn[SLATE].filter((item) => item[CLICKED]).length;
    return element('p', 'outcome',
      (clicks === 0 ? 'No click' + (turn[NO_CLICK] === null ? '' : ' (probability ' + chart.words[turn[NO_CLICK]] + ')') :
        clicks === 1 ? 'One click' : clicks + ' clicks') +
      ', reward ', element('b', '', figure(turn[REWARD])), ', total ', element('b', '', figure(total)),
      turn[END] === null ? '' : '; ' + ENDS[turn[END]]);
  }

  function agent(one) {
    const swatch = element('span', 'swatch');
    swatch.style.background = 'var(--' + look(one.agent).variable + ')';
    const made = element('div', 'agent', element('h4', '', swatch, text(one.agent)),
      element('p', 'note whole', 'Whole session: reward ', element('b', '', figure(one.reward)), ' in ' + one.length + ' steps.'));
    const turn = one.turns[step - one.first];
    if (!turn) {
      made.append(element('p', 'note', step >= one.length ? 'The session ended after step ' + one.length + '.' :
        'This step is not recorded.'));
      return made;
    }
    const other = session.agents.find((it) => it !== one);
    const shown = other && step === session.parting ? other.turns[step - other.first][SLATE].map((item) => item[ID]) : null;
    const slate = element('ol', 'slate');
    turn[SLATE].forEach((item, at) => slate.append(card(item, at + 1, shown && !shown.includes(item[ID]))));
    made.append(about(one, step - one.first), slate, others(turn), outcome(turn, totals(one)[step - one.first + 1]));
    return made;
  }

  function place() {
    const parting = session.parting;
    const relation = session.agents.length < 2 ? '' : parting === null ? ' Both agents show the same slates in the whole session.' :
      step < parting ? ' The agents show the same slates up to step ' + parting + '.' :
      step === parting ? ' The first different slates: here the agents part.' :
      ' The agents parted at step ' + (parting + 1) + '.';
    return 'Session ' + session.number + ', step ' + (step + 1) + ' of ' + Math.max(...session.agents.map((one) => one.length)) + '.' + relation;
  }

  // --- Controls --------------------------------------------------------------------------------------

  const slider = element('input', '');
  slider.type = 'range';
  slider.setAttribute('aria-label', 'Step');
  const button = (name, label, to) => {
    const made = element('button', '', name);
    made.type = 'button';
    made.setAttribute('aria-label', label);
    made.addEventListener('click', () => show(to()));
    return made;
  };
  const back = button('←', 'Previous step', () => step - 1);
  const on = button('→', 'Next step', () => step + 1);
  const part = button('Where they part', 'Where they part', () => session.parting);
  const where = element('p', 'where');
  where.setAttribute('aria-live', 'polite');
  const agents = element('div', 'agents');
  const controls = element('div', 'controls', back, slider, on, part);
  box.closest('figure').append(element('div', 'replay', controls, where, agents));
  slider.addEventListener('input', () => show(Number(slider.value) - 1));

  function show(to) {
    step = Math.max(first(), Math.min(end() - 1, to));
    Object.assign(slider, { min: first() + 1, max: end(), value: step + 1 });
    slider.setAttribute('aria-valuetext', 'step ' + (step + 1) + (step === session.parting ? ', where they part' : ''));
    // A button that is disabled would lose the focus.
    back.setAttribute('aria-disabled', step === first());
    on.setAttribute('aria-disabled', step === end() - 1);
    part.hidden = session.parting === null;
    where.textContent = place();
    where.classList.toggle('parting', step === session.parting);
    agents.replaceChildren(...session.agents.map((one) => agent(one)));
    const drawn = echarts.getInstanceByDom(box);
    if (drawn) {
      drawn.setOption(rewards(chart, selected(), box.clientWidth), true);
    }
  }

  function selected() {
    return radios.find((radio) => radio.checked).value;
  }

  function open() {
    session = chart.sessions[Number(selected())];
    show(session.parting === null ? first() : session.parting);
  }

  radios.forEach((radio) => radio.addEventListener('change', open));

  /** Paper has the chart of every session, and a table of the steps of the first. */
  const fold = box.closest('section').querySelector('details:not(.fold)');
  let before = null;
  window.addEventListener('beforeprint', () => {
    before = { radio: radios.find((radio) => radio.checked), step, open: fold.open };
    radios[0].checked = true;
    fold.open = true;
    open();
  });
  window.addEventListener('afterprint', () => {
    if (before) {
      before.radio.checked = true;
      fold.open = before.open;
      open();
      show(before.step);
      before = null;
    }
  });
  open();
})(recsimCharts);
