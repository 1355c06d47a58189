'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'

/**
 * Whether what is inside an element is larger than the element, now and as either changes. Until it was looked at it
 * counts as larger, so that the keyboard reaches it also where scripts come late or never.
 */
export const useScrolls = <Of extends HTMLElement>(): {
  readonly ref: RefObject<Of | null>
  readonly scrolls: boolean
} => {
  const ref = useRef<Of>(null)
  const [scrolls, setScrolls] = useState(true)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const look = () =>
      setScrolls(element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight)
    const observer = new ResizeObserver(look)
    for (const each of [element, ...element.children]) observer.observe(each)
    return () => observer.disconnect()
  }, [])
  return { ref, scrolls }
}
