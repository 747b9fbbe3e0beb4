(() => {
  'use strict';
  document.documentElement.classList.add('js');
  const PAGE = 100;
  const PRINTED = 500;
  const RANKS = ['none', 'pass', 'low', 'suppressed', 'medium', 'unknown', 'high', 'fail', 'critical'];
  const make = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('section.entry').forEach(tabs);
    const table = document.querySelector('table.list');
    if (table) list(table);
  });

  /** Turns the parts of a section into tabs, and the ways within a part; the one last looked at stays the one that is shown. */
  const last = {};
  function tabs(section, label = 'parts of ' + section.querySelector('h2').textContent) {
    section.querySelectorAll('.ways').forEach((ways) => { ways.id = section.id + '-ways'; tabs(ways, 'ways to do it'); });
    const parts = [...section.querySelectorAll(':scope > section.part')];
    if (parts.length < 2) return;
    const bar = make('div', { role: 'tablist', class: 'tabs', 'aria-label': label });
    const buttons = parts.map((part, i) => {
      const button = make('button', { type: 'button', role: 'tab', id: section.id + '-t' + i, 'aria-controls': section.id + '-p' + i }, part.querySelector('h3, h4').textContent);
      part.id = section.id + '-p' + i;
      part.setAttribute('role', 'tabpanel');
      part.setAttribute('aria-labelledby', button.id);
      part.tabIndex = 0;
      bar.append(button);
      return button;
    });
    const show = (chosen) => buttons.forEach((button, i) => {
      button.setAttribute('aria-selected', String(i === chosen));
      button.tabIndex = i === chosen ? 0 : -1;
      parts[i].hidden = i !== chosen;
    });
    bar.addEventListener('click', (event) => {
      const at = buttons.indexOf(event.target);
      if (at >= 0) {
        last[section.className] = buttons[at].textContent;
        show(at);
      }
    });
    bar.addEventListener('keydown', (event) => {
      const at = buttons.indexOf(event.target);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
      if (to === undefined || at < 0) return;
      event.preventDefault();
      const next = buttons[(to + buttons.length) % buttons.length];
      next.focus();
      next.click();
    });
    parts[0].before(bar);
    show(Math.max(0, buttons.findIndex((button) => button.textContent === last[section.className])));
  }

  function list(table) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const entries = [...document.querySelectorAll('noscript.entry-of')];
    const rows = [...body.rows].map((row, i) => {
      const link = row.querySelector('a');
      return { row, i, slug: link ? link.getAttribute('href').slice(1) : '', cells: [...row.cells].map((cell) => cell.textContent),
        tags: row.dataset.t ? row.dataset.t.split('\n') : [], text: '' };
    });
    rows.forEach((one) => { one.row.className = 'on'; one.text = (one.cells.join('\n') + '\n' + one.tags.join('\n')).toLowerCase(); });
    const bySlug = new Map(rows.slice(0, entries.length).map((one) => [one.slug, one]));
    const front = document.getElementById('w-front');
    const view = document.getElementById('w-view');
    const bar = document.getElementById('w-filter');
    let order = rows;
    let matching = rows;
    let shown = PAGE;

    // Filters: text, one choice for each column that says so, and tags.
    const text = make('input', { type: 'search', id: 'w-text', 'aria-keyshortcuts': '/' });
    bar.append(make('label', {}, 'text in the row or its tags ( / )', text));
    const choices = [];
    const choice = (label, valuesOf) => {
      const count = new Map();
      rows.forEach((one) => valuesOf(one).forEach((value) => count.set(value, (count.get(value) || 0) + 1)));
      if (count.size < 2 && label !== 'tag' || count.size < 1) return;
      const select = make('select', {}, make('option', { value: '' }, 'all'));
      const rank = (value) => RANKS.indexOf(value);
      [...count.keys()].sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1)).forEach((value) => select.append(make('option', { value }, value + ' (' + count.get(value) + ')')));
      choices.push({ select, valuesOf });
      bar.append(make('label', {}, label, select));
    };
    heads.forEach((head, column) => {
      const kind = head.dataset.k;
      if (kind === 'choice') choice(head.textContent.toLowerCase(), (one) => [one.cells[column]]);
      if (kind === 'use') choice('in use', (one) => [one.cells[column] === '0' ? 'no' : one.cells[column] === '?' ? 'not known' : 'yes']);
    });
    choice('tag', (one) => one.tags);
    // Grouping: by a column that has choices, or by the values of a tag; what has none comes last.
    const NONE = '\uffff';
    const groupings = new Map();
    heads.forEach((head, column) => { if (head.dataset.k === 'choice') groupings.set(head.textContent.toLowerCase(), (one) => one.cells[column]); });
    [...new Set(rows.flatMap((one) => one.tags.map((tag) => tag.slice(0, tag.indexOf('=') + 1))))].sort().forEach((key) =>
      groupings.set('tag ' + key.slice(0, -1), (one) => { const tag = one.tags.find((each) => each.startsWith(key)); return tag ? tag.slice(key.length) : NONE; }));
    const grouping = make('select', { id: 'w-group' }, make('option', { value: '' }, 'nothing'));
    [...groupings.keys()].forEach((value) => grouping.append(make('option', { value }, value)));
    if (groupings.size > 0) bar.append(make('label', {}, 'group by', grouping));
    const status = make('p', { role: 'status', id: 'w-count' });
    const more = make('button', { type: 'button', class: 'plain', id: 'w-more' });
    const clear = make('button', { type: 'button', class: 'plain', id: 'w-clear' }, 'clear');
    bar.append(clear);
    bar.after(status);
    table.parentElement.after(more);

    // Only the rows that are shown are in the document: what is not there is neither styled nor laid out.
    let on = [];
    const grouped = (part) => {
      const valueOf = groupings.get(grouping.value);
      if (!valueOf) return part.map((one) => one.row);
      const count = new Map();
      matching.forEach((one) => count.set(valueOf(one), (count.get(valueOf(one)) || 0) + 1));
      return part.flatMap((one, i) => {
        const value = valueOf(one);
        if (i > 0 && valueOf(part[i - 1]) === value) return [one.row];
        const name = make('bdi', {}, value === NONE ? 'none' : value || 'empty');
        return [make('tr', { class: 'group' }, make('th', { colspan: heads.length, scope: 'rowgroup' }, name, ' (' + count.get(value).toLocaleString('en') + ')')), one.row];
      });
    };
    const draw = () => {
      const next = grouped(matching.slice(0, shown));
      if (next.length !== on.length || next.some((row, i) => row !== on[i])) body.replaceChildren(...next);
      on = next;
      status.textContent = matching.length === rows.length ? rows.length.toLocaleString('en') + ' rows' : matching.length.toLocaleString('en') + ' of ' + rows.length.toLocaleString('en') + ' rows';
      more.hidden = matching.length <= shown;
      more.textContent = 'show ' + Math.min(PAGE, matching.length - shown) + ' more of ' + (matching.length - shown).toLocaleString('en');
    };
    const filter = () => {
      const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = choices.filter((one) => one.select.value !== '');
      matching = order.filter((one) => words.every((word) => one.text.includes(word)) && chosen.every(({ select, valuesOf }) => valuesOf(one).includes(select.value)));
      const valueOf = groupings.get(grouping.value);
      if (valueOf) {
        const rank = (value) => -RANKS.indexOf(value);
        matching.sort((a, b) => { const [x, y] = [valueOf(a), valueOf(b)]; return rank(x) - rank(y) || (x < y ? -1 : x > y ? 1 : 0); });
      }
      shown = PAGE;
      draw();
    };
    bar.addEventListener('input', filter);
    more.addEventListener('click', () => { shown += PAGE; draw(); });
    clear.addEventListener('click', () => { text.value = ''; [...choices.map((one) => one.select), grouping].forEach((select) => { select.value = ''; }); filter(); });

    // Sorting: by rank of words, by number, else by text; a column that is sorted twice goes the other way.
    const number = (cell) => { const value = parseFloat(cell.replace(/,/g, '')); return Number.isNaN(value) ? -1 : value; };
    heads.forEach((head, column) => {
      const button = make('button', { type: 'button' }, head.textContent);
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const falls = head.getAttribute('aria-sort') === 'ascending' || !head.hasAttribute('aria-sort') && head.dataset.f === 'down';
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', falls ? 'descending' : 'ascending');
        const key = head.dataset.k === 'use' || head.dataset.k === 'number' ? (one) => number(one.cells[column])
          : head.dataset.f === 'down' ? (one) => RANKS.indexOf(one.cells[column]) : (one) => one.cells[column].toLowerCase();
        const keys = new Map(rows.slice(0, entries.length).map((one) => [one, key(one)]));
        order = [...rows].sort((a, b) => {
          const [x, y] = [keys.get(a), keys.get(b)];
          return (x < y ? -1 : x > y ? 1 : 0) * (falls ? -1 : 1) || a.i - b.i;
        });
        filter();
      });
    });

    // A section is made when it is looked at: our own markup, in which everything by others is escaped.
    const section = (one) => {
      const template = make('template');
      if (!one.slug) return '';
      template.innerHTML = entries[one.i].textContent;
      tabs(template.content.querySelector('section'));
      return template.content;
    };
    const listed = document.title;
    let from = null;
    const route = () => {
      let hash = location.hash.slice(1);
      try { hash = decodeURIComponent(hash); } catch { hash = ''; }
      const one = bySlug.get(hash);
      if (!one && hash && document.getElementById(hash)) return;
      front.hidden = Boolean(one);
      view.replaceChildren();
      document.title = one ? one.slug + ' - ' + listed : listed;
      if (!one) {
        if (from) from.querySelector('a').focus();
        from = null;
        return;
      }
      from = one.row;
      const at = matching.indexOf(one);
      const step = (to, label, id) => to && to.slug ? make('a', { href: '#' + encodeURIComponent(to.slug), id }, label) : '';
      view.append(make('p', { class: 'back bar' }, make('a', { href: '#', id: 'w-back' }, 'all rows (Esc)'), step(matching[at - 1], 'previous (p)', 'w-previous'), step(matching[at + 1], 'next (n)', 'w-next')), section(one));
      const title = view.querySelector('h2');
      title.tabIndex = -1;
      const begin = () => { title.focus(); window.scrollTo(0, 0); };
      begin();
      // A browser that has just loaded the page goes to its fragment by itself, after us.
      if (document.readyState !== 'complete') window.addEventListener('load', () => setTimeout(begin), { once: true });
    };
    window.addEventListener('hashchange', route);
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
      if (event.key === '/' && !typing && !front.hidden) { event.preventDefault(); text.focus(); }
      if (typing) return;
      const id = { Escape: 'w-back', n: 'w-next', p: 'w-previous' }[event.key];
      const link = id && document.getElementById(id);
      if (link) link.click();
    });

    // Paper has no scripts: all rows that match, and what is behind them.
    let printing = false;
    window.addEventListener('beforeprint', () => {
      if (!front.hidden && !printing) {
        printing = true;
        shown = Infinity;
        draw();
        matching.slice(0, PRINTED).forEach((one) => view.append(section(one)));
        if (matching.length > PRINTED) view.append(make('p', {}, 'The first ' + PRINTED + ' of ' + matching.length + ' rows are printed whole; filter for others.'));
      }
    });
    window.addEventListener('afterprint', () => {
      if (printing) {
        printing = false;
        shown = PAGE;
        view.replaceChildren();
        draw();
      }
    });
    draw();
    route();
  }
})();
