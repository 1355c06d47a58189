/** Styles of the card page. Colours follow the system, or the `theme` the page was opened with. */
export const checkoutStyle = `
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #14161b);
  --raised: light-dark(#f6f7f9, #1c1f26);
  --line: light-dark(#d5d9e0, #343945);
  --strong-line: light-dark(#8a92a0, #6b7382);
  --ink: light-dark(#16181d, #f1f3f6);
  --soft: light-dark(#565e6c, #a5adbb);
  --accent: light-dark(#4338ca, #8b93ff);
  --on-accent: light-dark(#ffffff, #10121a);
  --bad: light-dark(#b3261e, #ff8a80);
  --bad-ground: light-dark(#fdeceb, #3a1d1c);
  --good: light-dark(#17753a, #5fd38a);
  --test: light-dark(#7a4b00, #ffcf7a);
  --test-ground: light-dark(#fff4dc, #33280f);
}
:root[data-theme='light'] { color-scheme: light; }
:root[data-theme='dark'] { color-scheme: dark; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0;
  background: var(--page);
  color: var(--ink);
  font: 400 15px/1.5 Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  -webkit-font-smoothing: antialiased;
}
main { max-width: 30rem; margin: 0 auto; padding: 1.25rem; }
h1, h2, p, ul { margin: 0; padding: 0; }
ul { list-style: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.test {
  padding: .5rem .75rem;
  border-radius: .5rem;
  background: var(--test-ground);
  color: var(--test);
  font-size: .8125rem;
}
.test strong { margin-right: .25rem; font-weight: 600; }
.loading { padding: 3rem 0; color: var(--soft); text-align: center; }
.summary { margin: 1.25rem 0; padding-bottom: 1.25rem; border-bottom: 1px solid var(--line); }
.summary h1 { font-size: 1.75rem; line-height: 1.2; font-weight: 600; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.summary ul { margin-top: .625rem; display: grid; gap: .375rem; }
.summary li { display: flex; gap: 1rem; justify-content: space-between; color: var(--soft); }
.summary li span:first-child { min-width: 0; overflow-wrap: anywhere; }
.summary li span:last-child { flex: none; font-variant-numeric: tabular-nums; }
form { display: grid; gap: 1rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; align-items: start; }
fieldset { margin: 0; padding: 0; border: 0; }
legend { padding: 0; margin-bottom: .3125rem; font-size: .8125rem; font-weight: 500; }
.choice { display: flex; flex-wrap: wrap; gap: .5rem; }
.choice legend { float: left; width: 100%; }
.choice label { display: flex; flex: 1 1 9rem; align-items: center; gap: .5rem; min-height: 2.75rem; margin: 0; padding: 0 .75rem; border: 1px solid var(--strong-line); border-radius: .5rem; cursor: pointer; }
.choice label:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.choice input { width: 1rem; height: 1rem; margin: 0; padding: 0; accent-color: var(--accent); }
.means { display: grid; gap: 1rem; }
label { display: block; margin-bottom: .3125rem; font-size: .8125rem; font-weight: 500; }
.control { position: relative; }
input, select {
  width: 100%;
  height: 2.75rem;
  padding: 0 .75rem;
  border: 1px solid var(--strong-line);
  border-radius: .5rem;
  background: var(--page);
  color: inherit;
  font: inherit;
  font-size: 16px;
  font-variant-numeric: tabular-nums;
}
input::placeholder { color: var(--soft); opacity: 1; }
:is(input, select)[aria-invalid='true'] { border-color: var(--bad); }
#number { padding-right: 6rem; }
.brand { position: absolute; right: .75rem; top: 0; line-height: 2.75rem; color: var(--soft); font-size: .8125rem; font-weight: 500; }
.error { margin-top: .3125rem; color: var(--bad); font-size: .8125rem; }
.alert { padding: .75rem; border-radius: .5rem; background: var(--bad-ground); color: var(--bad); font-weight: 500; }
button { font: inherit; cursor: pointer; }
:is(a, input, select, button, summary):focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
:is(h2, .alert):focus { outline: none; }
.pay, .second {
  width: 100%;
  min-height: 2.875rem;
  padding: .5rem 1rem;
  border: 1px solid transparent;
  border-radius: .5rem;
  font-weight: 600;
  font-variant-numeric: tabular-nums;
}
.pay { display: flex; align-items: center; justify-content: center; gap: .5rem; background: var(--accent); color: var(--on-accent); }
.pay:hover:not(:disabled) { filter: brightness(1.08); }
.second { border-color: var(--strong-line); background: transparent; color: var(--ink); }
:is(.pay, .second):disabled { opacity: .7; cursor: default; }
.spinner { display: none; width: 1rem; height: 1rem; border: 2px solid currentColor; border-right-color: transparent; border-radius: 50%; animation: turn .7s linear infinite; }
.busy .spinner { display: inline-block; }
@keyframes turn { to { transform: rotate(1turn); } }
.hints { font-size: .8125rem; color: var(--soft); }
.hints summary { width: fit-content; padding: .25rem 0; border-radius: .25rem; cursor: pointer; }
.hints ul { margin-top: .375rem; display: grid; gap: .375rem; }
.hint {
  display: flex;
  flex-wrap: wrap;
  gap: .125rem .75rem;
  justify-content: space-between;
  width: 100%;
  padding: .5rem .75rem;
  border: 1px solid var(--line);
  border-radius: .5rem;
  background: var(--raised);
  color: var(--ink);
  text-align: left;
}
.hint:hover { border-color: var(--strong-line); }
.hint code { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; color: var(--soft); }
.panel { display: grid; gap: .75rem; justify-items: center; padding: 1.75rem 0 1rem; text-align: center; }
.panel h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 600; }
.panel p { max-width: 24rem; color: var(--soft); text-wrap: balance; }
.panel strong { color: var(--ink); font-weight: 600; }
.panel svg { order: -1; fill: none; stroke: var(--good); stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
.back { display: inline-block; min-height: 1.5rem; margin-bottom: .5rem; color: var(--accent); font-weight: 500; text-decoration: none; border-radius: .25rem; }
.back:hover { text-decoration: underline; }
.who { color: var(--soft); overflow-wrap: anywhere; }
.notice { margin-bottom: 1rem; padding: .75rem; border-radius: .5rem; background: var(--raised); color: var(--good); font-weight: 500; }
.alert { margin-bottom: 1rem; }
form .alert { margin-bottom: 0; }
#cards { display: grid; gap: 1rem; }
.cards { display: grid; gap: .625rem; }
.cards li { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .625rem 1rem; padding: .875rem; border: 1px solid var(--line); border-radius: .5rem; }
.cards li > div:first-child { display: grid; min-width: 0; }
.cards strong { font-weight: 600; font-variant-numeric: tabular-nums; }
.acts { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; }
.acts .second { width: auto; min-height: 2.25rem; padding: .25rem .75rem; font-size: .8125rem; }
.badge { padding: .125rem .5rem; border-radius: 1rem; background: var(--raised); border: 1px solid var(--line); font-size: .75rem; font-weight: 600; }
@media (max-width: 22.5rem) {
  .brand { display: none; }
  #number { padding-right: .75rem; }
}
@media (prefers-reduced-motion: reduce) { .spinner { animation-duration: 3s; } }
`
