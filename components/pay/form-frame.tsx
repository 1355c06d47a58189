import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'

export type FormFrameProps = {
  readonly title: string
  /** What the way out is called: `Close the payment form`. */
  readonly close: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** The place of Stripe's form, with its title and the way out. */
export const FormFrame = ({ title, close, onClose, children }: FormFrameProps) => (
  <div>
    <div className="flex items-center justify-between border-line border-b px-4 py-2.5 sm:px-5">
      <h2 className="text-lg">{title}</h2>
      <Button variant="ghost" size="icon-small" aria-label={close} onClick={onClose}>
        <X />
      </Button>
    </div>
    <div className="min-h-40 p-2 sm:p-4">{children}</div>
  </div>
)
