import { authenticationPanel, pageFrame, panel, tick } from './page-frame'

const body = `
      <h1 class="unseen">Authentication</h1>
      <p class="loading" id="loading" role="status">Loading…</p>
${authenticationPanel}
${panel('complete', tick)}
${panel('ended', '')}`

/** The page a bank would show: the owner of a card approves a payment, or does not. */
export const authenticationPage = (theme: string | undefined): string =>
  pageFrame({ title: 'Authentication', script: 'authenticate', theme, body })
