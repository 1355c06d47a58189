import type { ComponentProps } from 'react'
import { classNames } from './class-names'

/** The place of something that is still loading, in its size, so that nothing jumps. */
export const Skeleton = ({ className, ...rest }: ComponentProps<'span'>) => (
  <span aria-hidden className={classNames('block h-4 animate-pulse rounded-sm bg-line', className)} {...rest} />
)
