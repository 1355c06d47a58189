import type { Stripe, StripeElementLocale } from '@stripe/stripe-js'

const scripts = new Map<string, Promise<void>>()

const loadScript = (src: string): Promise<void> => {
  const known = scripts.get(src)
  if (known) return known
  const loading = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script')
    script.src = src
    script.async = true
    script.onload = () => resolve()
    script.onerror = () => {
      scripts.delete(src)
      script.remove()
      reject(new Error(`could not load ${src}`))
    }
    document.head.append(script)
  })
  scripts.set(src, loading)
  return loading
}

/**
 * Stripe in the browser, fetched only when somebody pays. In a demo the stand-in at `demoScript` is loaded first; an
 * existing `window.Stripe` is used as it is, so Stripe's own script is then never asked for.
 * @param locale the language of the page.
 * @throws where a script can't be loaded; a later call tries again.
 */
export const loadStripeFor = async (
  publishableKey: string,
  demoScript: string | undefined,
  locale: StripeElementLocale,
): Promise<Stripe> => {
  if (demoScript) await loadScript(demoScript)
  const { loadStripe } = await import('@stripe/stripe-js/pure')
  const stripe = await loadStripe(publishableKey, { locale })
  if (!stripe) throw new Error('Stripe is not available here')
  return stripe
}
