'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect } from 'react'

/** Opens the form at once for who comes by `?add=1`, and takes it out of the address, so that a reload does not again. */
export const useAskedToAdd = (ready: boolean, start: () => void): void => {
  const path = usePathname()
  const asked = useSearchParams().get('add') === '1'
  useEffect(() => {
    if (!asked) return
    window.history.replaceState(null, '', path)
    if (ready) start()
  }, [asked, path, ready, start])
}
