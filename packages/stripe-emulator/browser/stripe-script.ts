import { authenticationFrameScript } from './authentication-frame-script'

/**
 * The stand-in for Stripe.js: what `@stripe/stripe-js` and `@stripe/react-stripe-js` look for, of which embedded
 * Checkout and payments with saved cards work and everything else says that it does not. Messages are taken from the checkout frame alone.
 */
export const stripeScript = `
(() => {
  const origin = new URL(document.currentScript.src).origin
  let current = null

  const absent = (name) => () => {
    throw new Error('The embedded Stripe emulator does not offer ' + name + '().')
  }
  const absentLater = (name) => async () => absent(name)()

  const themeOf = () => {
    const root = document.documentElement
    const scheme = getComputedStyle(root).colorScheme
    if (scheme === 'light' || scheme === 'dark') return scheme
    if (root.dataset.theme === 'light' || root.dataset.theme === 'dark') return root.dataset.theme
    return root.classList.contains('dark') ? 'dark' : root.classList.contains('light') ? 'light' : ''
  }

  const frameFor = (clientSecret) => {
    const theme = themeOf()
    const id = clientSecret.split('_secret_')[0]
    const frame = document.createElement('iframe')
    frame.src = origin + '/stripe-emulator/checkout/' + encodeURIComponent(id) + (theme && '?theme=' + theme) + '#' + clientSecret
    frame.title = 'Secure payment form (test mode)'
    Object.assign(frame.style, { display: 'block', width: '100%', height: '640px', border: '0', colorScheme: 'normal' })
    return frame
  }

  const createEmbeddedCheckoutPage = async (options) => {
    if (current) throw new Error('You cannot have multiple Embedded Checkout objects.')
    const claim = {}
    current = claim
    let clientSecret
    try {
      clientSecret = options.clientSecret || (await options.fetchClientSecret())
    } catch (error) {
      current = null
      throw error
    }
    if (typeof clientSecret !== 'string' || !clientSecret.includes('_secret_')) {
      current = null
      throw new Error('A client secret of a Checkout Session is needed.')
    }
    const frame = frameFor(clientSecret)
    let finished = false

    const onMessage = (event) => {
      if (event.origin !== origin || event.source !== frame.contentWindow) return
      if (!event.data || event.data.source !== 'stripe-emulator') return
      if (event.data.type === 'height') frame.style.height = Math.max(0, Number(event.data.height) || 0) + 'px'
      if (event.data.type === 'complete' && !finished) {
        finished = true
        if (event.data.redirect) location.assign(event.data.redirect)
        else if (options.onComplete) options.onComplete()
      }
    }
    const watcher = new MutationObserver(() => {
      const message = { source: 'stripe-emulator', type: 'theme', theme: themeOf() }
      if (frame.contentWindow) frame.contentWindow.postMessage(message, origin)
    })
    const unmount = () => {
      window.removeEventListener('message', onMessage)
      watcher.disconnect()
      frame.remove()
    }
    return {
      mount(place) {
        const target = typeof place === 'string' ? document.querySelector(place) : place
        if (!target) throw new Error('The place to mount the checkout was not found.')
        window.addEventListener('message', onMessage)
        watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'style', 'data-theme'] })
        target.append(frame)
      },
      unmount,
      destroy() {
        unmount()
        if (current === claim) current = null
      },
    }
  }

${authenticationFrameScript}
  window.Stripe = function Stripe() {
    return {
      elements: absent('elements'),
      createToken: absentLater('createToken'),
      createPaymentMethod: absentLater('createPaymentMethod'),
      confirmCardPayment,
      handleNextAction,
      handleCardAction: (clientSecret) => handleNextAction({ clientSecret }),
      createEmbeddedCheckoutPage,
      _registerWrapper() {},
      registerAppInfo() {},
    }
  }
  window.Stripe.version = 'endive'
})()
`
