// What the pages for developers do beyond text and links: code is copied, "/" leads to the search, and what is found follows the typing
// and is gone through by arrow keys.
(() => {
  const words = document.currentScript.dataset;

  for (const block of document.querySelectorAll('.code')) {
    // Nobody types an answer.
    if (block.querySelector('[data-language=json], [data-language=text], [data-language=http]')) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = words.copy;
    const said = document.createElement('span');
    said.className = 'sr-only';
    said.setAttribute('role', 'status');
    button.addEventListener('click', async () => {
      let word = words.copied;
      try {
        await navigator.clipboard.writeText(block.querySelector('code').textContent);
      } catch {
        // An origin without TLS has no clipboard: the text is selected, and the keyboard's own copy works.
        getSelection().selectAllChildren(block.querySelector('code'));
        word = words.failed;
      }
      button.textContent = said.textContent = word;
      setTimeout(() => {
        button.textContent = words.copy;
        said.textContent = '';
      }, 4_000);
    });
    block.append(button, said);
  }

  const field = document.querySelector('input[name="q"]');
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest('input, textarea, select, [contenteditable], .graphiql-container')) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  const found = document.getElementById('found');
  if (!found) return;
  // One types on, or goes down into what was found. On a phone a keyboard would lie over that.
  if (matchMedia('(hover: hover)').matches) field.focus();
  addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const places = [field, ...found.querySelectorAll('a')];
    const next = places[places.indexOf(event.target) + step];
    if (!places.includes(event.target) || !next) return;
    event.preventDefault();
    next.focus();
  });

  let asked = 0;
  let waiting;
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const url = `${field.form.action}?${new URLSearchParams(new FormData(field.form))}`;
      const turn = ++asked;
      try {
        const page = new DOMParser().parseFromString(await (await fetch(url)).text(), 'text/html');
        const anew = page.getElementById('found');
        // Of two questions under way the later one counts.
        if (turn !== asked || !anew) return;
        found.replaceChildren(...anew.childNodes);
        history.replaceState(history.state, '', url);
      } catch {
        // Without a network what was found last stays; Enter asks again.
      }
    }, 150);
  });
})();
