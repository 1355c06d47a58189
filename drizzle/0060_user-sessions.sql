CREATE TABLE "user_sessions" (
	"session_id" text PRIMARY KEY NOT NULL,
	"secret_sha256" "bytea" NOT NULL,
	"user_id" text NOT NULL,
	"via" text NOT NULL,
	"device" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "user_sessions_secret_sha256_unique" UNIQUE("secret_sha256"),
	CONSTRAINT "user_sessions_via" CHECK ("user_sessions"."via" in ('oidc', 'demo'))
);
--> statement-breakpoint
ALTER TABLE "user_sessions" ADD CONSTRAINT "user_sessions_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "user_sessions_by_user" ON "user_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "user_sessions_by_start" ON "user_sessions" USING btree ("started_at");
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "user_sessions" TO kontor_app;
--> statement-breakpoint
GRANT UPDATE (seen_at) ON "user_sessions" TO kontor_app;
--> statement-breakpoint
COMMENT ON TABLE "user_sessions" IS 'Who is signed in where; a session that is not here opens nothing. Rows of ended sessions are deleted.';
