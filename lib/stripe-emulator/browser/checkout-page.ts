import { browserPath } from './paths'

const field = (id: string, label: string, attributes: string, hint = ''): string => `
        <div class="field">
          <label for="${id}">${label}</label>
          <div class="control"><input id="${id}" name="${id}" ${attributes} aria-describedby="${id}-error" required>${hint}</div>
          <p class="error" id="${id}-error" hidden></p>
        </div>`

const hint = (number: string, label: string): string =>
  `<li><button type="button" class="hint" data-card="${number.replaceAll(' ', '')}"><span>${label}</span><code>${number}</code></button></li>`

const form = `
      <form id="form" novalidate hidden>
        <p class="alert" id="alert" role="alert" tabindex="-1" hidden></p>
${field('email', 'Email', 'type="email" autocomplete="email" spellcheck="false" maxlength="320"')}
${field('number', 'Card number', 'type="text" inputmode="numeric" autocomplete="off" placeholder="1234 1234 1234 1234" maxlength="23"', '<span class="brand" id="brand" aria-live="polite"></span>')}
        <div class="pair">
${field('expiry', 'Expiry date', 'type="text" inputmode="numeric" autocomplete="off" placeholder="MM / YY" maxlength="9"')}
${field('cvc', 'Security code', 'type="text" inputmode="numeric" autocomplete="off" placeholder="CVC" maxlength="4"')}
        </div>
${field('name', 'Name on card', 'type="text" autocomplete="off" spellcheck="false" maxlength="200"')}
        <button type="submit" class="pay" id="pay"><span class="spinner" aria-hidden="true"></span><span id="pay-label">Pay</span></button>
        <details class="hints">
          <summary>Test cards</summary>
          <ul>
            ${hint('4242 4242 4242 4242', 'Succeeds')}
            ${hint('4000 0025 0000 3155', 'Asks for authentication')}
            ${hint('4000 0000 0000 0002', 'Is declined')}
            ${hint('4000 0000 0000 9995', 'Has insufficient funds')}
          </ul>
        </details>
      </form>`

const panels = `
      <section class="panel" id="authenticate" aria-labelledby="authenticate-title" hidden>
        <h2 id="authenticate-title" tabindex="-1">Confirm this payment</h2>
        <p>Your bank would now ask you to approve <strong id="authenticate-amount"></strong>. Choose what happens.</p>
        <button type="button" class="pay" id="authenticate-complete">Complete authentication</button>
        <button type="button" class="second" id="authenticate-fail">Fail authentication</button>
      </section>
      <section class="panel" id="complete" aria-labelledby="complete-title" hidden>
        <svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true"><circle cx="24" cy="24" r="22"/><path d="m15 24.5 6.2 6.2L33.5 18"/></svg>
        <h2 id="complete-title" tabindex="-1">Payment complete</h2>
        <p><span id="complete-amount"></span> was paid with a test card. No real money moved.</p>
      </section>
      <section class="panel" id="ended" aria-labelledby="ended-title" hidden>
        <h2 id="ended-title" tabindex="-1">This checkout has ended</h2>
        <p id="ended-text"></p>
      </section>`

/** The card page. It holds no data: the script reads the session with the client secret in the address's fragment. */
export const checkoutPage = (theme: string | undefined): string => `<!doctype html>
<html lang="en"${theme === 'light' || theme === 'dark' ? ` data-theme="${theme}"` : ''}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>Checkout (test mode)</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${browserPath}/checkout.css">
    <script type="module" src="${browserPath}/checkout.js"></script>
  </head>
  <body>
    <main id="main">
      <p class="test"><strong>Test mode</strong> Embedded Stripe emulator. Do not enter a real card.</p>
      <p class="loading" id="loading" role="status">Loading checkout…</p>
      <section class="summary" id="summary" aria-label="Order summary" hidden>
        <h1 id="total"></h1>
        <ul id="lines"></ul>
      </section>
${form}
${panels}
    </main>
  </body>
</html>
`
