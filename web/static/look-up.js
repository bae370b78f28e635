// The code of an inquiry comes behind the # of its address, where no server sees it. It leaves the address and goes by a form.
// And instants are told in the reader's own time zone.
(() => {
  const lookUp = () => {
    const code = /^#([\w-]{40,})$/.exec(location.hash)?.[1];
    const form = document.querySelector('form[data-look-up]');
    if (!code || !form) return;
    history.replaceState(null, '', location.pathname + location.search);
    form.elements.namedItem('code').value = code;
    form.submit();
  };
  const dates = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long', timeStyle: 'short' });
  for (const time of document.querySelectorAll('time')) time.textContent = dates.format(new Date(time.dateTime));
  addEventListener('hashchange', lookUp);
  lookUp();
})();
