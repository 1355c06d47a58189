/**
 * The card page's script. It reads the client secret from the fragment (which no server sees), shows the session,
 * checks what is typed before sending it, and tells a page of the same origin around it its height and its end.
 */
export const checkoutScript = String.raw`
const $ = (id) => document.getElementById(id)
const base = location.pathname
const secret = location.hash.slice(1)
const embedded = window.parent !== window
const names = ['email', 'number', 'expiry', 'cvc', 'name']
let session = null
let busy = false

const tell = (message) => {
  if (embedded) window.parent.postMessage({ source: 'stripe-emulator', ...message }, location.origin)
}
new ResizeObserver(() => tell({ type: 'height', height: Math.ceil($('main').getBoundingClientRect().height) })).observe($('main'))
window.addEventListener('message', (event) => {
  if (event.origin !== location.origin || event.source !== window.parent) return
  if (event.data?.source !== 'stripe-emulator' || event.data.type !== 'theme') return
  if (event.data.theme) document.documentElement.dataset.theme = event.data.theme
  else delete document.documentElement.dataset.theme
})

const call = async (path, body) => {
  const response = await fetch(base + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: 'Bearer ' + secret, ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw Object.assign(new Error(answer.error.message), { detail: answer.error })
  return answer
}

const show = (id, focus) => {
  for (const part of ['loading', 'form', 'authenticate', 'complete', 'ended']) $(part).hidden = part !== id
  if (focus) $(id + '-title').focus()
}
const showEnded = (text) => {
  $('summary').hidden = true
  $('ended-text').textContent = text
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

const fill = () => {
  for (const id of ['total', 'authenticate-amount', 'complete-amount']) $(id).textContent = session.amount
  $('pay-label').textContent = 'Pay ' + session.amount
  if (!$('email').value) $('email').value = session.email
  $('lines').replaceChildren(...session.lines.map((line) => {
    const item = document.createElement('li')
    const parts = [line.quantity > 1 ? line.name + ' × ' + line.quantity : line.name, line.amount]
    item.append(...parts.map((text) => Object.assign(document.createElement('span'), { textContent: text })))
    return item
  }))
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

const digits = (text) => text.replace(/\D/g, '')
const passesLuhn = (number) =>
  [...number].reverse().reduce((total, digit, index) => {
    const weighted = index % 2 ? digit * 2 : Number(digit)
    return total + (weighted > 9 ? weighted - 9 : weighted)
  }, 0) % 10 === 0
const brandOf = (number) =>
  /^3[47]/.test(number) ? 'Amex' : /^(5[1-5]|2[2-7])/.test(number) ? 'Mastercard' : /^4/.test(number) ? 'Visa' : ''
const expiryProblem = (typed) => {
  const [, month, year] = /^\s*(\d{1,2})\s*\/\s*(\d{2}|\d{4})\s*$/.exec(typed) || []
  if (!year) return "Your card's expiration date is incomplete."
  if (month < 1 || month > 12) return "Your card's expiration month is invalid."
  const now = new Date()
  const months = (year.length === 2 ? 2000 + Number(year) : Number(year)) * 12 + Number(month) - 1
  return months < now.getFullYear() * 12 + now.getMonth() ? "Your card's expiration date is in the past." : ''
}
const problems = {
  email: (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? '' : 'Your email is incomplete.'),
  number: (value) => {
    const number = digits(value)
    if (number.length < 12) return 'Your card number is incomplete.'
    return passesLuhn(number) ? '' : 'Your card number is incorrect.'
  },
  expiry: expiryProblem,
  cvc: (value) => {
    const length = digits(value).length
    return length === 3 || (length === 4 && brandOf(digits($('number').value)) === 'Amex') ? '' : "Your card's security code is incomplete."
  },
  name: (value) => (value.trim() ? '' : 'Your name is incomplete.'),
}
const mark = (name, problem) => {
  $(name).setAttribute('aria-invalid', String(Boolean(problem)))
  $(name + '-error').textContent = problem
  $(name + '-error').hidden = !problem
}
const alertWith = (text) => {
  $('alert').textContent = text
  $('alert').hidden = !text
  if (text) $('alert').focus()
}

const spaced = (number) =>
  /^3[47]/.test(number)
    ? [number.slice(0, 4), number.slice(4, 10), number.slice(10, 15)].filter(Boolean).join(' ')
    : (number.match(/.{1,4}/g) || []).join(' ')
$('number').addEventListener('input', ({ target }) => {
  const number = digits(target.value).slice(0, 19)
  if (target.selectionEnd === target.value.length) target.value = spaced(number)
  $('brand').textContent = brandOf(number)
})
$('expiry').addEventListener('input', ({ target, inputType }) => {
  if (inputType?.startsWith('delete') || target.selectionEnd !== target.value.length) return
  const typed = digits(target.value)
  const month = /^[2-9]/.test(typed) ? '0' + typed : typed
  if (month.length >= 2) target.value = month.slice(0, 2) + ' / ' + month.slice(2, 6)
})
for (const name of names) {
  $(name).addEventListener('blur', ({ target }) => {
    if (target.value) mark(name, problems[name](target.value))
  })
  $(name).addEventListener('input', () => mark(name, ''))
}
for (const hint of document.querySelectorAll('.hint')) {
  hint.addEventListener('click', () => {
    const filled = { number: spaced(hint.dataset.card), expiry: '12 / ' + String(new Date().getFullYear() + 8).slice(2), cvc: '123' }
    for (const [name, value] of Object.entries(filled)) {
      $(name).value = value
      mark(name, '')
    }
    $('brand').textContent = brandOf(hint.dataset.card)
    if (!$('name').value) $('name').value = 'Test Payer'
    mark('name', '')
    $('pay').focus()
  })
}

const working = (on) => {
  busy = on
  for (const button of document.querySelectorAll('.pay, .second')) button.disabled = on
  $('pay').classList.toggle('busy', on)
  $('form').setAttribute('aria-busy', String(on))
}
const fieldOf = { number: 'number', exp_month: 'expiry', exp_year: 'expiry', expiry: 'expiry', cvc: 'cvc', email: 'email', name: 'name' }
const refused = (error) => {
  const field = fieldOf[error.detail?.param]
  session.step = 'card'
  show('form')
  if (error.detail?.code === 'checkout_session_expired') return load()
  if (field) {
    mark(field, error.message)
    $(field).focus()
  } else alertWith(error.detail ? error.message : 'The payment could not be sent. Check your connection and try again.')
}
const attempt = async (path, body) => {
  if (busy) return
  working(true)
  alertWith('')
  let failure = null
  try {
    const { outcome } = await call(path, body)
    if (outcome === 'paid') session.status = 'complete'
    else session.step = 'authenticate'
  } catch (error) {
    failure = error
  }
  working(false)
  if (failure) refused(failure)
  else showStep(true)
}
$('form').addEventListener('submit', (event) => {
  event.preventDefault()
  const values = Object.fromEntries(names.map((name) => [name, $(name).value]))
  for (const name of names) mark(name, problems[name](values[name]))
  const wrong = names.find((name) => problems[name](values[name]))
  if (wrong) $(wrong).focus()
  else attempt('/confirm', values)
})
$('authenticate-complete').addEventListener('click', () => attempt('/authenticate', { result: 'complete' }))
$('authenticate-fail').addEventListener('click', () => attempt('/authenticate', { result: 'fail' }))
load()
`
