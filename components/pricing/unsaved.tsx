'use client'

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'

type Unsaved = { readonly unsaved: boolean; readonly setUnsaved: (unsaved: boolean) => void }

const Context = createContext<Unsaved>({ unsaved: false, setUnsaved: () => undefined })

/** Whether the form of a draft holds what is not saved yet: a what-if runs on what is saved, and that is published. */
export const UnsavedProvider = ({ children }: { children: ReactNode }) => {
  const [unsaved, setUnsaved] = useState(false)
  const value = useMemo(() => ({ unsaved, setUnsaved }), [unsaved])
  return <Context value={value}>{children}</Context>
}

export const useUnsaved = (): Unsaved => useContext(Context)
