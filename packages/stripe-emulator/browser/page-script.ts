/**
 * What every local page's script begins with: its secret from the fragment (which no server sees), one way to ask the
 * server, panels that follow each other, and word to a page of the same origin around it of its height and its end.
 */
export const pageScript = `
const $ = (id) => document.getElementById(id)
const base = location.pathname
const secret = location.hash.slice(1)
const embedded = window.parent !== window
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

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}
const alertWith = (text) => {
  $('alert').textContent = text
  $('alert').hidden = !text
  if (text) $('alert').focus()
}
const say = (id, { title, text }) => {
  $(id + '-title').textContent = title
  $(id + '-text').textContent = text
}
const working = (on) => {
  busy = on
  for (const button of document.querySelectorAll('.pay, .second')) button.disabled = on
  $('pay')?.classList.toggle('busy', on)
  $('form')?.setAttribute('aria-busy', String(on))
}
`
