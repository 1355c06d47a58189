'use client'

import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { useScrolls } from './use-scrolls'

export type ScrollRegionProps = {
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}

/** A part of a page that scrolls by itself when it must; then the keyboard reaches it, and only then. */
export const ScrollRegion = ({ label, className, children }: ScrollRegionProps) => {
  const { ref, scrolls } = useScrolls<HTMLElement>()
  return (
    <section
      ref={ref}
      aria-label={label}
      tabIndex={scrolls ? 0 : undefined}
      className={classNames('-outline-offset-2', className)}
    >
      {children}
    </section>
  )
}
