import type { ReactNode } from 'react'
import { classNames } from './class-names'

const tones = {
  info: 'bg-accent-soft text-accent',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
} as const

export type BannerProps = {
  readonly tone?: keyof typeof tones
  readonly icon?: ReactNode
  readonly children: ReactNode
}

/** A strip across the top of every page, for what is true everywhere. */
export const Banner = ({ tone = 'info', icon, children }: BannerProps) => (
  <div
    role="status"
    className={classNames(
      'flex items-start justify-center gap-2 px-4 py-1.5 font-medium text-sm sm:items-center sm:text-center [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0 sm:[&_svg]:mt-0',
      tones[tone],
    )}
  >
    {icon}
    <span>{children}</span>
  </div>
)
