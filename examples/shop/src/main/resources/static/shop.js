// The page of the shop: a search, a product with one recommendation, a purchase.
const main = document.querySelector('main');
const search = document.querySelector('#q');
const user = localStorage.user ??= crypto.randomUUID();
const visit = sessionStorage.visit ??= crypto.randomUUID();

/** Decisions whose outcome is open: the recommendation shown, and the one that led to this product. */
let shown = null;
let followed = null;

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function send(decision, outcome) {
  const body = JSON.stringify({decision, clicked: false, bought: false, left: false, ...outcome});
  navigator.sendBeacon('api/feedback', new Blob([body], {type: 'application/json'}));
}

/** Says what became of the decisions that the user leaves behind. */
function settle(outcome) {
  if (followed) send(followed, {clicked: true});
  if (shown) send(shown, outcome);
  followed = shown = null;
}

const picture = product =>
  element('div', {className: `picture ${product.group}`, ariaHidden: 'true'}, product.name[0]);

const words = product =>
  element('div', {className: 'words'}, element('div', {}, product.name),
    element('div', {className: 'price'}, `€ ${product.price}`));

function card(product, chosen) {
  const made = element('button', {className: 'card', type: 'button'}, picture(product), words(product));
  made.addEventListener('click', chosen);
  return made;
}

async function list() {
  settle({});
  const products = await (await fetch(`api/products?q=${encodeURIComponent(search.value)}`)).json();
  const cards = products.map(it => element('li', {}, card(it, () => show(it.id))));
  main.replaceChildren(
    products.length ? element('ul', {className: 'products'}, ...cards) : 'Nothing found.');
}

/** Shows a product, to which a decision may have led. */
async function show(id, decision = null) {
  settle({});
  followed = decision;
  const page = await (await fetch(`api/products/${id}?user=${user}&visit=${visit}`)).json();
  shown = page.decision;
  const buy = element('button', {className: 'buy', type: 'button'}, 'Buy');
  buy.addEventListener('click', () => {
    if (followed) send(followed, {clicked: true, bought: true});
    followed = null;
    buy.replaceWith('Thank you.');
  });
  const recommended = card(page.recommended, () => {
    shown = null;
    show(page.recommended.id, page.decision);
  });
  main.replaceChildren(element('div', {className: 'detail'},
    element('section', {}, picture(page.product), words(page.product), buy),
    element('aside', {}, element('h2', {}, 'You may also like'), recommended)));
}

search.addEventListener('input', list);
document.querySelector('form').addEventListener('submit', event => event.preventDefault());
document.querySelector('h1 a').addEventListener('click', list);
addEventListener('pagehide', () => settle({left: true}));
list();
