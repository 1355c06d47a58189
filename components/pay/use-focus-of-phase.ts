'use client'

import { useEffect, useRef } from 'react'

/**
 * The focus goes to a form that opens and to what came of it, and back to what was pressed where it is closed.
 * @returns the place of the form, and what is to be called when a button opens it.
 */
export const useFocusOfPhase = (name: string) => {
  const panel = useRef<HTMLDivElement>(null)
  const pressed = useRef<HTMLElement | null>(null)
  const before = useRef(name)
  useEffect(() => {
    const was = before.current
    before.current = name
    if (was === name || name === 'starting') return
    if (name === 'idle' && pressed.current?.isConnected) pressed.current.focus()
    else panel.current?.focus()
  }, [name])
  const remember = () => {
    pressed.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
  }
  return { panel, remember }
}
