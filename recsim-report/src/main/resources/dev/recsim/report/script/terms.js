/* Explains terms where they stand: a click opens the explanation, and so does pointing at the term. */
(() => {
  'use strict';

  const LATER = 250;
  let timer = 0;
  let pointed = null;

  /** Puts an explanation below its term, inside the window. */
  function place(button, box) {
    const at = button.getBoundingClientRect();
    box.style.left = Math.max(8, Math.min(at.left, window.innerWidth - box.offsetWidth - 8)) + 'px';
    const below = at.bottom + 6;
    box.style.top = (below + box.offsetHeight < window.innerHeight ? below : Math.max(8, at.top - box.offsetHeight - 6)) + 'px';
  }

  function soon(action) {
    clearTimeout(timer);
    timer = setTimeout(action, LATER);
  }

  document.querySelectorAll('.term').forEach((button) => {
    const box = document.getElementById(button.getAttribute('popovertarget'));
    const hide = () => pointed === button && box.matches(':popover-open') && box.hidePopover();
    button.addEventListener('mouseenter', () => soon(() => {
      if (!box.matches(':popover-open')) {
        pointed = button;
        box.showPopover({ source: button });
        place(button, box);
      }
    }));
    button.addEventListener('mouseleave', () => soon(hide));
    box.addEventListener('mouseenter', () => clearTimeout(timer));
    box.addEventListener('mouseleave', () => soon(hide));
    button.addEventListener('click', (event) => {
      clearTimeout(timer);
      if (pointed === button && box.matches(':popover-open')) {
        // It is open because the pointer came here: the click keeps it.
        event.preventDefault();
      }
      pointed = null;
      requestAnimationFrame(() => box.matches(':popover-open') && place(button, box));
    });
  });
})();
