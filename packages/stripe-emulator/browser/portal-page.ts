import { cardFields, cardHints, nameField } from './card-form'
import { authenticationPanel, pageFrame, panel } from './page-frame'

const body = `
      <p class="loading" id="loading" role="status">Loading…</p>
      <header class="summary" id="summary" hidden>
        <a class="back" id="back" hidden>← Back</a>
        <h1 id="heading">Payment methods</h1>
        <p class="who" id="who"></p>
      </header>
      <p class="notice" id="notice" role="status" hidden></p>
      <p class="alert" id="alert" role="alert" tabindex="-1" hidden></p>
      <section id="cards" aria-labelledby="heading" hidden>
        <ul class="cards" id="list"></ul>
        <p class="who" id="none" hidden>No card is saved yet.</p>
        <button type="button" class="pay" id="add">Add a card</button>
      </section>
      <form id="form" novalidate hidden>
${cardFields}
${nameField}
        <button type="submit" class="pay" id="pay"><span class="spinner" aria-hidden="true"></span><span id="pay-label">Save card</span></button>
        <button type="button" class="second" id="cancel">Cancel</button>
${cardHints}
      </form>
${authenticationPanel}
${panel('ended', '')}`

/** The local Customer Portal. It holds no data: the script reads them with the secret in the fragment. */
export const portalPage = (theme: string | undefined): string =>
  pageFrame({ title: 'Payment methods', script: 'portal', theme, body })
