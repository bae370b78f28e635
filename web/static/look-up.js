// The code of an inquiry comes behind the # of its address, where no server sees it. It leaves the address and goes by a form.
(() => {
  const lookUp = () => {
    const code = /^#([\w-]{40,})$/.exec(location.hash)?.[1];
    const form = document.querySelector('form[data-look-up]');
    if (!code || !form) return;
    history.replaceState(null, '', location.pathname + location.search);
    form.elements.namedItem('code').value = code;
    form.submit();
  };
  addEventListener('hashchange', lookUp);
  lookUp();
})();
