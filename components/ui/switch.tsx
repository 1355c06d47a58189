'use client'

import { Switch as Primitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'

/** On or off, in effect at once. Give it an `id` with a label, or an `aria-label`. */
export const Switch = ({ className, ...rest }: ComponentProps<typeof Primitive.Root>) => (
  <Primitive.Root
    className={classNames(
      'inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-line-strong/40 p-0.5',
      'transition-colors disabled:opacity-55 data-[state=checked]:border-accent data-[state=checked]:bg-accent',
      className,
    )}
    {...rest}
  >
    <Primitive.Thumb className="block size-3.5 rounded-full bg-white shadow-sm transition-transform data-[state=checked]:translate-x-4" />
  </Primitive.Root>
)
