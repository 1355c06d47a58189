import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

const tones = {
  info: { Icon: Info, style: 'bg-accent-soft text-accent' },
  good: { Icon: CircleCheck, style: 'bg-good-soft text-good' },
  warn: { Icon: TriangleAlert, style: 'bg-warn-soft text-warn' },
  bad: { Icon: CircleAlert, style: 'bg-bad-soft text-bad' },
} as const

export type AlertProps = {
  readonly tone?: keyof typeof tones
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
  readonly className?: string
}

/** A message in the page. Bad news is announced at once, the rest when the reader pauses. */
export const Alert = ({ tone = 'info', title, children, action, className }: AlertProps) => {
  const { Icon, style } = tones[tone]
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={classNames('flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md px-3.5 py-2.5', style, className)}
    >
      <Icon aria-hidden className="mt-0.75 size-4 shrink-0" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium">{title}</p>
        {children ? <div className="text-ink text-sm">{children}</div> : null}
      </div>
      {action}
    </div>
  )
}
