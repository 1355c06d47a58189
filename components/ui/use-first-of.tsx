'use client'

import { type ReactNode, useState } from 'react'
import { Button } from './button'
import { CardFooter } from './card'

/** The first of a long list, and under them the button that shows all; it is null where all are shown. */
export const useFirstOf = <Item,>(
  items: readonly Item[],
  most: number,
): { readonly shown: readonly Item[]; readonly more: ReactNode } => {
  const [all, setAll] = useState(false)
  const shown = all ? items : items.slice(0, most)
  const more =
    shown.length < items.length ? (
      <CardFooter>
        <Button variant="secondary" size="small" onClick={() => setAll(true)}>
          Show all {items.length}
        </Button>
      </CardFooter>
    ) : null
  return { shown, more }
}
