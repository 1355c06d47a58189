import { cardFormScript } from './card-form-script'
import { pageScript } from './page-script'

const ownScript = `
let state = null

const show = (id) => {
  for (const part of ['loading', 'cards', 'form', 'authenticate', 'ended']) $(part).hidden = part !== id
}
const notice = (text) => {
  $('notice').textContent = text || ''
  $('notice').hidden = !text
}
const end = (text) => {
  $('summary').hidden = true
  say('ended', { title: 'This page has ended', text })
  show('ended')
}
const button = (className, text, label, act) => {
  const made = element('button', { type: 'button', className, textContent: text })
  made.setAttribute('aria-label', label)
  made.addEventListener('click', act)
  return made
}
const cardItem = (card) => {
  const words = element('div', {},
    element('strong', { textContent: card.name }),
    element('span', { className: 'who', textContent: card.expires }))
  const acts = element('div', { className: 'acts' })
  if (card.isDefault) acts.append(element('span', { className: 'badge', textContent: 'Default' }))
  else acts.append(button('second', 'Make default', 'Make ' + card.name + ' the default', () =>
    change('/default', card.id, card.name + ' pays from now on.')))
  acts.append(button('second', 'Remove', 'Remove ' + card.name, () => change('/remove', card.id, card.name + ' was removed.')))
  return element('li', {}, words, acts)
}
const fill = () => {
  $('who').textContent = state.who
  $('back').hidden = !state.back
  if (state.back) $('back').href = state.back
  $('list').replaceChildren(...state.cards.map(cardItem))
  $('none').hidden = state.cards.length > 0
  say('authenticate', {
    title: 'Confirm this card',
    text: 'Your bank would now ask you to approve later payments with this card. Choose what happens.',
  })
  $('summary').hidden = false
}
const load = async (step) => {
  try {
    state = await call('/state')
    if (state.redirect) return location.assign(state.redirect)
    fill()
    if (state.done && !step) notice(state.done)
    const next = step || state.step
    show(next === 'add' ? 'form' : next)
    if (next === 'authenticate') $('authenticate-title').focus()
  } catch (error) {
    end(error.detail ? error.message : 'The page could not be loaded. Reload it to try again.')
  }
}
/** Does one thing; what the server says to it is told, and what is shown is read again. */
const act = async (path, body) => {
  if (busy) return null
  working(true)
  alertWith('')
  notice('')
  try {
    return await call(path, body)
  } catch (error) {
    showRefusal(error)
    return null
  } finally {
    working(false)
  }
}
const change = async (path, method, done) => {
  if (!(await act(path, { method }))) return
  await load('cards')
  notice(done)
  $('add').focus()
}
const save = async (path, body) => {
  const answer = await act(path, body)
  if (!answer) return show('form')
  if (answer.outcome === 'authenticate') return load('authenticate')
  $('form').reset()
  $('brand').textContent = ''
  await load()
  if (state && !state.done && !state.redirect) notice('The card was saved.')
  $('add').focus()
}
$('form').addEventListener('submit', (event) => {
  event.preventDefault()
  const values = typed(['number', 'expiry', 'cvc', 'name'])
  if (values) save('/add', values)
})
$('add').addEventListener('click', () => {
  alertWith('')
  notice('')
  show('form')
  $('number').focus()
})
$('cancel').addEventListener('click', () => {
  alertWith('')
  show('cards')
  $('add').focus()
})
$('authenticate-complete').addEventListener('click', () => save('/authenticate', { result: 'complete' }))
$('authenticate-fail').addEventListener('click', () => save('/authenticate', { result: 'fail' }))
load()
`

export const portalScript = pageScript + cardFormScript + ownScript
