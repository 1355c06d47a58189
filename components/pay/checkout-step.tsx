import type { ReactNode } from 'react'

export type CheckoutStepProps = { readonly icon: ReactNode; readonly title: string; readonly children: ReactNode }

/** Where a checkout stands, in a line and a sentence. */
export const CheckoutStep = ({ icon, title, children }: CheckoutStepProps) => (
  <div className="flex items-start gap-3 px-4 py-4 sm:px-5">
    <span className="mt-0.5">{icon}</span>
    <div className="min-w-0">
      <p className="font-semibold text-lg">{title}</p>
      <p className="text-ink-soft">{children}</p>
    </div>
  </div>
)
