import { browserPath } from './paths'

type Page = {
  readonly title: string
  /** Name of the script, without its ending. */
  readonly script: string
  readonly theme: string | undefined
  readonly body: string
}

/** The frame of every local page. A page holds no data: its script reads them with the secret in the fragment. */
export const pageFrame = ({ title, script, theme, body }: Page): string => `<!doctype html>
<html lang="en"${theme === 'light' || theme === 'dark' ? ` data-theme="${theme}"` : ''}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${title} (test mode)</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${browserPath}/checkout.css">
    <script type="module" src="${browserPath}/${script}.js"></script>
  </head>
  <body>
    <main id="main">
      <p class="test"><strong>Test mode</strong> Embedded Stripe emulator. Do not enter a real card.</p>
${body}
    </main>
  </body>
</html>
`

/** A part of a page that is shown in its turn; its heading takes the focus then. */
export const panel = (id: string, content: string): string => `
      <section class="panel" id="${id}" aria-labelledby="${id}-title" hidden>
        <h2 id="${id}-title" tabindex="-1"></h2>
        <p id="${id}-text"></p>
        ${content}
      </section>`

export const tick =
  '<svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true"><circle cx="24" cy="24" r="22"/><path d="m15 24.5 6.2 6.2L33.5 18"/></svg>'

/** The second step of a card that asks its owner. */
export const authenticationPanel = panel(
  'authenticate',
  `<button type="button" class="pay" id="authenticate-complete">Complete authentication</button>
        <button type="button" class="second" id="authenticate-fail">Fail authentication</button>`,
)
