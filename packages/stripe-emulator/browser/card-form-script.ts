/** The card form: what is typed is grouped and checked before it is sent, and each problem is told at its field. */
export const cardFormScript = String.raw`
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
  iban: (value) => (value.replace(/\s/g, '').length < 15 ? 'Your IBAN is incomplete.' : ''),
  name: (value) => (value.trim() ? '' : 'Your name is incomplete.'),
  country: (value) => (value ? '' : 'Choose your country.'),
  tax_id: () => '',
}
const mark = (name, problem) => {
  $(name).setAttribute('aria-invalid', String(Boolean(problem)))
  $(name + '-error').textContent = problem
  $(name + '-error').hidden = !problem
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
for (const name of Object.keys(problems).filter((name) => $(name))) {
  $(name).addEventListener('blur', ({ target }) => {
    if (target.value) mark(name, problems[name](target.value))
  })
  $(name).addEventListener('input', () => mark(name, ''))
}
const fillIn = (filled) => {
  for (const [name, value] of Object.entries(filled)) {
    $(name).value = value
    mark(name, '')
  }
  if (!$('name').value) $('name').value = 'Test Payer'
  mark('name', '')
  $('pay').focus()
}
for (const hint of document.querySelectorAll('.hint')) {
  hint.addEventListener('click', () => {
    const { card, account } = hint.dataset
    if (account) return fillIn({ iban: spaced(account) })
    $('brand').textContent = brandOf(card)
    fillIn({ number: spaced(card), expiry: '12 / ' + String(new Date().getFullYear() + 8).slice(2), cvc: '123' })
  })
}

/** What was typed into the fields, or null with the first problem in focus. */
const typed = (names) => {
  const values = Object.fromEntries(names.map((name) => [name, $(name).value]))
  for (const name of names) mark(name, problems[name](values[name]))
  const wrong = names.find((name) => problems[name](values[name]))
  if (!wrong) return values
  $(wrong).focus()
  return null
}
const fieldOf = { exp_month: 'expiry', exp_year: 'expiry' }
/** Shows a refusal at the field it is about, or above them all. */
const showRefusal = (error) => {
  const field = fieldOf[error.detail?.param] || error.detail?.param
  if (field && problems[field] && $(field)) {
    mark(field, error.message)
    $(field).focus()
  } else alertWith(error.detail ? error.message : 'The payment could not be sent. Check your connection and try again.')
}
`
