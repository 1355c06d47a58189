import { classNames } from '@/components/ui/class-names'

export type MailFrameProps = {
  /** The whole document. */
  readonly html: string
  readonly title: string
  /** As wide as a phone, or as there is room. */
  readonly width?: 'phone' | 'desktop'
}

/** An e-mail as a mail client shows it: nothing in it runs, and no link of it leads anywhere. */
export const MailFrame = ({ html, title, width = 'desktop' }: MailFrameProps) => (
  <iframe
    title={title}
    sandbox=""
    srcDoc={html}
    className={classNames(
      'block h-176 max-w-full rounded-md border border-line bg-white',
      width === 'phone' ? 'w-97.5' : 'w-full',
    )}
  />
)
