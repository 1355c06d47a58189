'use client'

import { type ComponentType, useEffect, useState } from 'react'
import { onMessage, postMessage, type ToastKind } from './toast-messages'

const say =
  (kind: ToastKind) =>
  (title: string, more: { readonly description?: string } = {}): void =>
    postMessage({ kind, title, ...more })

/** Passing messages, for what went well; refusals stay in the page. */
export const toast = { success: say('success'), error: say('error'), info: say('info') }

/** Where passing messages appear. What shows them is loaded with the first one. */
export const Toaster = () => {
  const [place, setPlace] = useState<{ readonly Place: ComponentType } | null>(null)
  useEffect(() => {
    const load = () => import('./toast-place').then(({ ToastPlace }) => setPlace({ Place: ToastPlace }))
    const stop = onMessage(() => {
      stop()
      // Where the network is away the message is lost, and with it nothing that was done.
      load().catch(() => {})
    })
    return stop
  }, [])
  return place ? <place.Place /> : null
}
