/**
 * The part of the Stripe.js stand-in that asks the owner of a card: a dialog over the page with the bank's page in it,
 * and the calls of Stripe.js that lead there. They resolve, never reject, with the intent or with what went wrong.
 */
export const authenticationFrameScript = `
  const intentOf = (clientSecret) => clientSecret.split('_secret_')[0]
  const pageOf = (clientSecret) => origin + '/stripe-emulator/authenticate/' + encodeURIComponent(intentOf(clientSecret))
  const named = (object) => (object.object === 'setup_intent' ? { setupIntent: object } : { paymentIntent: object })
  const errorOf = (object) => object.last_payment_error || object.last_setup_error
  const resultOf = (object) => (errorOf(object) ? { error: errorOf(object) } : named(object))

  const askBank = async (clientSecret, path, body) => {
    try {
      const response = await fetch(pageOf(clientSecret) + path, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: 'Bearer ' + clientSecret, 'content-type': 'application/json' },
        body: body && JSON.stringify(body),
      })
      return await response.json()
    } catch {
      return { error: { type: 'api_connection_error', message: 'The payment could not be sent. Check your connection and try again.' } }
    }
  }

  const askOwner = (clientSecret) => new Promise((resolve) => {
    const theme = themeOf()
    const dialog = document.createElement('dialog')
    const frame = document.createElement('iframe')
    frame.src = pageOf(clientSecret) + (theme && '?theme=' + theme) + '#' + clientSecret
    frame.title = 'Authentication (test mode)'
    Object.assign(frame.style, { display: 'block', width: '100%', height: '360px', border: '0', colorScheme: 'normal' })
    Object.assign(dialog.style, { width: 'min(30rem, calc(100vw - 2rem))', padding: '0', border: '0', borderRadius: '12px' })
    dialog.setAttribute('aria-label', 'Authentication')
    let answered = null
    const onMessage = (event) => {
      if (event.origin !== origin || event.source !== frame.contentWindow) return
      if (!event.data || event.data.source !== 'stripe-emulator') return
      if (event.data.type === 'height') frame.style.height = Math.max(0, Number(event.data.height) || 0) + 'px'
      if (event.data.type === 'complete') {
        answered = event.data.object
        dialog.close()
      }
    }
    dialog.addEventListener('close', async () => {
      window.removeEventListener('message', onMessage)
      dialog.remove()
      resolve(answered || (await askBank(clientSecret, '/state')).object)
    })
    window.addEventListener('message', onMessage)
    dialog.append(frame)
    document.body.append(dialog)
    dialog.showModal()
  })

  const handleNextAction = async ({ clientSecret }) => {
    const state = await askBank(clientSecret, '/state')
    if (state.error) return { error: state.error }
    if (state.object.status !== 'requires_action') return named(state.object)
    return resultOf(await askOwner(clientSecret))
  }
  const confirmCardPayment = async (clientSecret, data = {}, options = {}) => {
    const method = data.payment_method
    if (method !== undefined && typeof method !== 'string') throw new Error('The embedded Stripe emulator confirms saved cards only.')
    const answer = await askBank(clientSecret, '/confirm', method ? { payment_method: method } : {})
    if (answer.error) return { error: answer.error }
    if (answer.status !== 'requires_action' || options.handleActions === false) return named(answer)
    return resultOf(await askOwner(clientSecret))
  }
`
