import type { Metadata } from 'next'
import { Mark } from '@/components/shell/logo'
import { ThemeChoice } from '@/components/shell/theme-choice'
import { PageHeader } from '@/components/ui/page-header'
import { AdminScreens } from './admin-screens'
import { FormsPreview, PayPreview, SignInPreview } from './forms'
import { Overlays } from './overlays'
import { Placeholders } from './placeholders'
import { RunScreens } from './run-screens'
import { CustomerScreens } from './screens'
import { Buttons, Controls, Facts } from './statics'
import { Tokens } from './tokens'

export const metadata: Metadata = { title: 'Design' }

/** Every primitive in every state, then the product's components with made-up long names and huge amounts. */
const DesignPage = () => (
  <main className="mx-auto flex max-w-6xl flex-col gap-8 px-4 py-8 lg:px-8">
    <div className="flex items-start justify-between gap-4">
      <PageHeader
        title={
          <span className="flex items-center gap-3">
            <Mark />
            Design
          </span>
        }
        text="Every primitive in every state, then the components of the product. All names and amounts are made up."
      />
      <ThemeChoice />
    </div>
    <Tokens />
    <Buttons />
    <Controls />
    <Overlays />
    <Facts />
    <Placeholders />
    <SignInPreview />
    <CustomerScreens />
    <PayPreview />
    <AdminScreens />
    <RunScreens />
    <FormsPreview />
  </main>
)

export default DesignPage
