import { pageScript } from './page-script'

const ownScript = `
const show = (id) => {
  for (const part of ['loading', 'authenticate', 'complete', 'ended']) $(part).hidden = part !== id
  $(id + '-title').focus()
}
const end = (title, text) => {
  say('ended', { title, text })
  show('ended')
}
const finish = async (result) => {
  if (busy) return
  working(true)
  try {
    const answer = await call('/finish', { result })
    if (embedded) tell({ type: 'complete', object: answer.object })
    if (answer.redirect && !embedded) return location.assign(answer.redirect)
    if (answer.succeeded) show('complete')
    else end('Not approved', answer.message)
  } catch (error) {
    end('Not approved', error.detail ? error.message : 'The answer could not be sent. Reload the page to try again.')
  }
  working(false)
}
$('authenticate-complete').addEventListener('click', () => finish('complete'))
$('authenticate-fail').addEventListener('click', () => finish('fail'))

const load = async () => {
  try {
    const { status, ask, done } = await call('/state')
    say('authenticate', ask)
    say('complete', done)
    if (status === 'requires_action') show('authenticate')
    else if (status === 'succeeded' || status === 'processing') show('complete')
    else end('Nothing to approve', 'This payment is not waiting for you. Go back to where you came from.')
  } catch (error) {
    end('This link has ended', error.detail ? error.message : 'The page could not be loaded. Reload it to try again.')
  }
}
load()
`

export const authenticationScript = pageScript + ownScript
