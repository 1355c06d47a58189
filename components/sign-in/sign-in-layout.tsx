import type { ReactNode } from 'react'
import { DemoBanner } from '@/components/shell/demo-banner'

export type SignInLayoutProps = {
  readonly demo: boolean
  /** The choice of a language. */
  readonly languages?: ReactNode
  readonly children: ReactNode
}

/** The page around the sign-in card. */
export const SignInLayout = ({ demo, languages, children }: SignInLayoutProps) => (
  <div className="flex min-h-dvh flex-col">
    {demo ? <DemoBanner /> : null}
    <main className="flex flex-1 justify-center px-4 pt-[12vh] pb-12">
      <div className="flex w-full min-w-0 max-w-sm flex-col gap-6">
        {languages}
        {children}
      </div>
    </main>
  </div>
)
