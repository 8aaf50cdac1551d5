/* Opens what is folded around the target of a link, or below its heading, and all that paper has. */
(() => {
  'use strict';

  function follow() {
    const target = document.getElementById(location.hash.slice(1));
    if (target) {
      const below = target.querySelector(':scope > .together figure') ? null : target.querySelector(':scope > .fold');
      for (let fold = below || target.closest('details'); fold; fold = fold.parentElement.closest('details')) {
        fold.open = true;
      }
      target.scrollIntoView();
    }
  }

  window.addEventListener('hashchange', follow);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) {
      follow();
    }
  });
  window.addEventListener('load', follow);

  let opened = [];
  window.addEventListener('beforeprint', () => {
    opened = [...opened, ...document.querySelectorAll('.fold:not([open])')];
    opened.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener('afterprint', () => {
    opened.forEach((fold) => { fold.open = false; });
    opened = [];
  });
})();
