import type { ReactNode } from 'react'
import { DemoBanner } from '@/components/shell/demo-banner'

/** The page around the sign-in card. */
export const SignInLayout = ({ demo, children }: { demo: boolean; children: ReactNode }) => (
  <div className="flex min-h-dvh flex-col">
    {demo ? <DemoBanner /> : null}
    <main className="flex flex-1 justify-center px-4 pt-[12vh] pb-12">{children}</main>
  </div>
)
