import { cardFormScript } from './card-form-script'
import { pageScript } from './page-script'

/** The checkout page's own part: it shows the session, sends what is typed, and says how it ended. */
const ownScript = `
const means = { card: ['email', 'number', 'expiry', 'cvc', 'name'], sepa_debit: ['email', 'iban', 'name'] }
let session = null

const show = (id, focus) => {
  for (const part of ['loading', 'form', 'authenticate', 'complete', 'ended']) $(part).hidden = part !== id
  if (focus) $(id + '-title').focus()
}
const showEnded = (text) => {
  $('summary').hidden = true
  say('ended', { title: 'This checkout has ended', text })
  show('ended')
}
const showComplete = () => {
  $('summary').hidden = true
  show('complete', true)
  if (embedded) tell({ type: 'complete', redirect: session.redirect })
  else if (session.redirect) location.assign(session.redirect)
}
const showStep = (focus) => {
  if (session.status === 'expired') return showEnded('It was open for too long. Start again to get a new one.')
  if (session.status === 'complete') return showComplete()
  show(session.step === 'authenticate' ? 'authenticate' : 'form', focus && session.step === 'authenticate')
}

const chosen = () => document.querySelector('[name=means]:checked').value
const showMeans = () => {
  for (const part of document.querySelectorAll('[data-means]')) part.hidden = part.dataset.means !== chosen()
}
for (const radio of document.querySelectorAll('[name=means]')) radio.addEventListener('change', showMeans)

const fill = () => {
  $('total').textContent = session.title
  $('pay-label').textContent = session.action
  say('authenticate', session.ask)
  say('complete', session.done)
  $('choice').hidden = session.methods.length < 2
  if (!session.methods.includes(chosen())) document.querySelector('[value=' + session.methods[0] + ']').checked = true
  showMeans()
  if (!$('email').value) $('email').value = session.email
  for (const [name, asked] of Object.entries(session.asks)) $(name + '-field').hidden = !asked
  if (!$('country').value) $('country').value = session.country
  $('lines').replaceChildren(...[...session.lines, ...session.sums].map((line) =>
    element('li', {},
      element('span', { textContent: line.quantity > 1 ? line.name + ' × ' + line.quantity : line.name }),
      element('span', { textContent: line.amount }))))
  $('summary').hidden = false
}
const load = async (focus) => {
  try {
    session = await call('/state')
    fill()
    showStep(focus)
  } catch (error) {
    showEnded(error.detail ? error.message : 'The checkout could not be loaded. Reload the page to try again.')
  }
}

const refused = (error) => {
  session.step = 'card'
  show('form')
  if (error.detail?.code === 'checkout_session_expired') return load()
  showRefusal(error)
}
/** What was done is done, also where the words for it can't be fetched any more. */
const complete = async () => {
  session.status = 'complete'
  try {
    session = await call('/state')
    fill()
  } catch {}
}
const attempt = async (path, body) => {
  if (busy) return
  working(true)
  alertWith('')
  let failure = null
  try {
    const { outcome } = await call(path, body)
    if (outcome === 'authenticate') session.step = 'authenticate'
    else await complete()
  } catch (error) {
    failure = error
  }
  working(false)
  if (failure) refused(failure)
  else showStep(true)
}
const asked = () => Object.keys(session.asks).filter((name) => session.asks[name])
/** Says where the payer is, before they pay: what there is to pay may change with it. */
const place = async () => {
  if (busy || !$('country').value) return
  working(true)
  alertWith('')
  try {
    session = await call('/place', typed(asked()))
    fill()
  } catch (error) {
    showRefusal(error)
  }
  working(false)
}
for (const name of ['country', 'tax_id']) $(name).addEventListener('change', place)
$('form').addEventListener('submit', (event) => {
  event.preventDefault()
  const values = typed([...means[chosen()], ...asked()])
  if (values) attempt('/confirm', values)
})
$('authenticate-complete').addEventListener('click', () => attempt('/authenticate', { result: 'complete' }))
$('authenticate-fail').addEventListener('click', () => attempt('/authenticate', { result: 'fail' }))
load()
`

export const checkoutScript = pageScript + cardFormScript + ownScript
