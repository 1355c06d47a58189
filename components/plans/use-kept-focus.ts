'use client'

import { type RefObject, useEffect, useRef } from 'react'

/**
 * The button that was pressed may be gone with what it changed: then the focus goes to what took its place, not to
 * nowhere.
 * @param state is another one once something changed.
 */
export const useKeptFocus = <E extends HTMLElement>(state: string): RefObject<E | null> => {
  const place = useRef<E>(null)
  const before = useRef(state)
  useEffect(() => {
    if (before.current !== state && document.activeElement === document.body) {
      const next = place.current?.matches('[tabindex]') ? place.current : place.current?.querySelector('button')
      next?.focus()
    }
    before.current = state
  }, [state])
  return place
}
