import { accountField, accountHints, cardFields, cardHints, emailField, meansChoice, nameField } from './card-form'
import { authenticationPanel, pageFrame, panel, tick } from './page-frame'
import { placeFields } from './place-fields'

const body = `
      <p class="loading" id="loading" role="status">Loading checkout…</p>
      <section class="summary" id="summary" aria-label="Summary" hidden>
        <h1 id="total"></h1>
        <ul id="lines"></ul>
      </section>
      <form id="form" novalidate hidden>
        <p class="alert" id="alert" role="alert" tabindex="-1" hidden></p>
${emailField}
${meansChoice}
${cardFields}
${accountField}
${nameField}
${placeFields}
        <button type="submit" class="pay" id="pay"><span class="spinner" aria-hidden="true"></span><span id="pay-label">Pay</span></button>
${cardHints}
${accountHints}
      </form>
${authenticationPanel}
${panel('complete', tick)}
${panel('ended', '')}`

/** The checkout page. It holds no data: the script reads the session with the client secret in the fragment. */
export const checkoutPage = (theme: string | undefined): string =>
  pageFrame({ title: 'Checkout', script: 'checkout', theme, body })
