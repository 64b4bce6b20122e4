// Made of openapi.json by `make reference`.

export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Front
         * @description Anyone.
         *
         *     The page of chats and all that belongs to them; without it, a page that says what to do.
         */
        get: operations["pages_front"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Panel
         * @description Anyone.
         *
         *     The page of administrators; without it, the page that says what to do.
         */
        get: operations["pages_panel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Same panel
         * @description Anyone.
         *
         *     Its parts are found from `/admin`, without the slash.
         */
        get: operations["pages_same_panel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find audit
         * @description Administrators, by a token.
         *
         *     What administrators changed.
         */
        get: operations["admin_find_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find backups
         * @description Administrators, by a token.
         *
         *     The back-ups that are kept.
         */
        get: operations["operations_find_backups"];
        put?: never;
        /**
         * Make backup
         * @description Administrators, by a token.
         *
         *     Make a back-up now.
         */
        post: operations["operations_make_backup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/backups/fetch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fetch backup
         * @description Administrators, by a token.
         *
         *     Where a back-up can be fetched for ten minutes, for a `reason`, which is audited.
         */
        post: operations["operations_fetch_backup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find calls
         * @description Administrators, by a token.
         *
         *     Calls of models one by one, without what was said.
         */
        get: operations["admin_find_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/connection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read connection
         * @description Administrators, by a token.
         *
         *     What an event function sees of this call's way to it.
         */
        get: operations["operations_read_connection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/drugs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add drugs admin
         * @description Administrators, by a token.
         *
         *     Add a drug.
         */
        post: operations["drugs_admin_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/drugs/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import csv
         * @description Administrators, by a token.
         *
         *     Add and replace drugs from a CSV file (UTF-8, GB18030): all, or none with faults by line.
         */
        post: operations["drugs_admin_import_csv"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/drugs/import/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview csv
         * @description Administrators, by a token.
         *
         *     What importing a CSV file would add and replace, or its faults by line; nothing changes.
         */
        post: operations["drugs_admin_preview_csv"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/drugs/{drug_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace drugs admin
         * @description Administrators, by a token.
         *
         *     Put another drug in the place of one.
         */
        put: operations["drugs_admin_replace"];
        post?: never;
        /**
         * Remove drugs admin
         * @description Administrators, by a token.
         *
         *     Remove a drug.
         */
        delete: operations["drugs_admin_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export
         * @description Administrators, by a token.
         *
         *     Take a dataset away as a file; with `delivery=link`, as its `url` for 6 hours.
         */
        get: operations["export_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/export/connection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read connection
         * @description Administrators, by a token.
         *
         *     What a Web function sees of this call's way to it.
         */
        get: operations["export_read_connection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find all
         * @description Administrators, by a token.
         *
         *     Everybody's files, without their names.
         */
        get: operations["files_find_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/files/{file_id}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look
         * @description Administrators, by a token.
         *
         *     Anybody's, with its name and a `url` for 10 minutes, for a `reason` that is audited.
         */
        post: operations["files_look"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/files/{file_id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove any
         * @description Administrators, by a token.
         *
         *     Remove one of anybody's, for a `reason` that is audited.
         */
        post: operations["files_remove_any"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/invites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find invites
         * @description Administrators, by a token.
         *
         *     All codes, or those of a `kind`; `q` searches notes and the beginnings of codes.
         */
        get: operations["admin_find_invites"];
        put?: never;
        /**
         * Make invites
         * @description Administrators, by a token.
         *
         *     Make codes of a `kind`: each `code` is shown this once.
         */
        post: operations["admin_make_invites"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/invites/{invite_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change invite
         * @description Administrators, by a token.
         *
         *     Switch a code off or on.
         */
        patch: operations["admin_change_invite"];
        trace?: never;
    };
    "/api/admin/invites/{invite_id}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find uses
         * @description Administrators, by a token.
         *
         *     Who used a code.
         */
        get: operations["admin_find_uses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find movements
         * @description Administrators, by a token.
         *
         *     Movements of credits: of all users, of one, or of one request; of a `kind`; or `open`, what
         *     is set aside and not settled.
         */
        get: operations["admin_find_movements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/ledger/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check ledger
         * @description Administrators, by a token.
         *
         *     Whether balances are the sums of their movements: of one user, or of as many as fit in a
         *     second, from `cursor` on.
         */
        get: operations["admin_check_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find models
         * @description Administrators, by a token.
         *
         *     All models, with their prices, fallbacks and breakers.
         */
        get: operations["catalogue_find_models"];
        put?: never;
        /**
         * Add model
         * @description Administrators, by a token.
         *
         *     Add a model of a provider.
         */
        post: operations["catalogue_add_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/models/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace model
         * @description Administrators, by a token.
         *
         *     Put another model in the place of one.
         */
        put: operations["catalogue_replace_model"];
        post?: never;
        /**
         * Remove model
         * @description Administrators, by a token.
         *
         *     Remove a model.
         */
        delete: operations["catalogue_remove_model"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/models/{name}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try model
         * @description Administrators, by a token.
         *
         *     Ask a model one short question.
         */
        post: operations["catalogue_try_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/moderation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find refusals
         * @description Administrators, by a token.
         *
         *     How often contents were refused, or not checked, by day and label: 30 days unless `from` and
         *     `to` say which.
         */
        get: operations["operations_find_refusals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read overview
         * @description Administrators, by a token.
         *
         *     The figures of some time beside those before, what waits, and what is wrong now.
         */
        get: operations["operations_read_overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/price-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read price list
         * @description Administrators, by a token.
         *
         *     The list prices that this version came with, as models that can be added.
         */
        get: operations["catalogue_read_price_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find providers
         * @description Administrators, by a token.
         *
         *     All providers, without their keys.
         */
        get: operations["catalogue_find_providers"];
        /**
         * Put provider
         * @description Administrators, by a token.
         *
         *     Add or replace a provider: its address, and the name of the variable with its key.
         */
        put: operations["catalogue_put_provider"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/providers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove provider
         * @description Administrators, by a token.
         *
         *     Remove a provider that no model uses.
         */
        delete: operations["catalogue_remove_provider"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/recognitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find all
         * @description Administrators, by a token.
         *
         *     Everybody's recognitions, without what they say.
         */
        get: operations["recognitions_find_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/recognitions/{recognition_id}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look
         * @description Administrators, by a token.
         *
         *     One of anybody's, with its picture, for a `reason` that is audited.
         */
        post: operations["recognitions_look"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find settings
         * @description Administrators, by a token.
         *
         *     What can be changed while the product runs.
         */
        get: operations["operations_find_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/settings/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put setting
         * @description Administrators, by a token.
         *
         *     Give a setting another value; `null` brings the default back.
         */
        put: operations["operations_put_setting"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read system
         * @description Administrators, by a token.
         *
         *     What runs, and how it is doing; a part that fails says so in its `status`.
         */
        get: operations["operations_read_system"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find all
         * @description Administrators, by a token.
         *
         *     Everybody's tasks, without their results: of a `status`, a `kind` or a `user`, or failed by
         *     an `error`.
         */
        get: operations["tasks_find_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tasks/failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find failures
         * @description Administrators, by a token.
         *
         *     How many tasks failed in the last `hours`, by kind and code.
         */
        get: operations["tasks_find_failures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read any
         * @description Administrators, by a token.
         *
         *     Anybody's task, without its result.
         */
        get: operations["tasks_read_any"];
        put?: never;
        post?: never;
        /**
         * Cancel any
         * @description Administrators, by a token.
         *
         *     Have anybody's task cancelled that has not ended.
         */
        delete: operations["tasks_cancel_any"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tasks/{task_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry any
         * @description Administrators, by a token.
         *
         *     Begin anybody's task once more that failed or was cancelled, as a new one.
         */
        post: operations["tasks_retry_any"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find usage
         * @description Administrators, by a token.
         *
         *     Sums of all calls, and totals.
         */
        get: operations["admin_find_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find users
         * @description Administrators, by a token.
         *
         *     All users; `q` searches e-mails and names, `code_note` has who used codes of that note,
         *     `sort` is `email` or `created_at`, or with `-` before it.
         */
        get: operations["users_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change many
         * @description Administrators, by a token.
         *
         *     Disable some users, or let them in again: all of them, or none.
         */
        patch: operations["users_change_many"];
        trace?: never;
    };
    "/api/admin/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read users
         * @description Administrators, by a token.
         *
         *     A user.
         */
        get: operations["users_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change users
         * @description Administrators, by a token.
         *
         *     Change a user's `role` or `name`, or whether they are `disabled`.
         */
        patch: operations["users_change"];
        trace?: never;
    };
    "/api/admin/users/{user_id}/belongings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count belongings
         * @description Administrators, by a token.
         *
         *     How much of everything a user has; nothing of what it says.
         */
        get: operations["users_count_belongings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{user_id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm
         * @description Administrators, by a token.
         *
         *     Take a user's address for confirmed, without a mail.
         */
        post: operations["users_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{user_id}/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change credits
         * @description Administrators, by a token.
         *
         *     Give a user credits, or take them with a negative `amount`, for a `reason`.
         */
        post: operations["users_change_credits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{user_id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find keys
         * @description Administrators, by a token.
         *
         *     The API keys of a user, without the keys.
         */
        get: operations["users_find_keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{user_id}/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove key
         * @description Administrators, by a token.
         *
         *     Remove an API key of a user, which ends at once.
         */
        delete: operations["users_remove_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{user_id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set password
         * @description Administrators, by a token.
         *
         *     Give a user another password; their sessions end.
         */
        post: operations["users_set_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{user_id}/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End second factor
         * @description Administrators, by a token.
         *
         *     Take the second factor from a user who has lost it.
         */
        delete: operations["users_end_second_factor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{user_id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find sessions
         * @description Administrators, by a token.
         *
         *     Where a user is logged in: the last renewal of each log-in that has not ended.
         */
        get: operations["users_find_sessions"];
        put?: never;
        post?: never;
        /**
         * End sessions
         * @description Administrators, by a token.
         *
         *     Log a user out everywhere.
         */
        delete: operations["users_end_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{user_id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlock
         * @description Administrators, by a token.
         *
         *     Forget the failed log-ins of a user.
         */
        post: operations["users_unlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm
         * @description Anyone.
         *
         *     Confirm an address by the `token` of a link.
         */
        post: operations["recovery_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/confirm/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send
         * @description Users, by a token, also before their address is confirmed.
         *
         *     Have the link to confirm one's address sent once more.
         */
        post: operations["recovery_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find credits
         * @description Users, by a token or an API key.
         *
         *     One's own `balance`, and what changed it.
         */
        get: operations["credits_find_credits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find keys
         * @description Users, by a token.
         *
         *     One's own API keys, without the keys themselves.
         */
        get: operations["keys_find_keys"];
        put?: never;
        /**
         * Make key
         * @description Users, by a token.
         *
         *     Make an API key; `key` is shown this once.
         */
        post: operations["keys_make_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove key
         * @description Users, by a token.
         *
         *     End an API key.
         */
        delete: operations["keys_remove_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Login
         * @description Anyone.
         *
         *     Trade an e-mail (or a `username`) and a password for tokens; `code` is of the second factor,
         *     where there is one. Who does not `stay` is asked again after 12 hours.
         */
        post: operations["login_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description Anyone.
         *
         *     End the session of a `refresh_token`, which alone is enough; with `all`, every session.
         */
        post: operations["sessions_log_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Me
         * @description Users, by a token or an API key.
         *
         *     One's own account.
         */
        get: operations["account_me"];
        put?: never;
        post?: never;
        /**
         * Remove account
         * @description Users, by a token, also before their address is confirmed.
         *
         *     End one's account, and have all that is one's own erased; the password is asked for.
         */
        delete: operations["account_remove"];
        options?: never;
        head?: never;
        /**
         * Change account
         * @description Users, by a token.
         *
         *     Change one's name or password: a new password ends all sessions, and brings new `tokens`.
         */
        patch: operations["account_change"];
        trace?: never;
    };
    "/api/auth/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redeem
         * @description Users, by a token.
         *
         *     Trade a redemption code for its credits, once with an account.
         */
        post: operations["credits_redeem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh
         * @description Anyone.
         *
         *     Trade a refresh token for new tokens: it ends; used again it gets the same for 10 s, and
         *     later ends all that follow it.
         */
        post: operations["sessions_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register
         * @description Anyone.
         *
         *     Make an account and log in; while `ENABLE_INVITE_CODES` is on, an `invite_code` is needed.
         */
        post: operations["register_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask
         * @description Anyone.
         *
         *     Have a link to set a new password sent, good for 30 minutes: the answer is the same whether
         *     or not anybody has that address.
         */
        post: operations["recovery_ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set password
         * @description Anyone.
         *
         *     Set a new password by the `token` of a link, once; all sessions end.
         */
        post: operations["recovery_set_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read second factor
         * @description Users, by a token.
         *
         *     Whether one has a second factor, and how many recovery codes are left.
         */
        get: operations["second_factor_read"];
        put?: never;
        /**
         * Begin second factor
         * @description Users, by a token.
         *
         *     A new secret for an authenticator (RFC 6238); it counts once its first code is confirmed.
         */
        post: operations["second_factor_begin"];
        /**
         * End
         * @description Users, by a token.
         *
         *     Switch it off.
         */
        delete: operations["second_factor_end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm
         * @description Users, by a token.
         *
         *     Switch it on by a code of the authenticator: ten recovery codes are shown this once.
         */
        post: operations["second_factor_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew codes
         * @description Users, by a token.
         *
         *     Ten new recovery codes; the old ones are good no more.
         */
        post: operations["second_factor_renew_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find sessions
         * @description Users, by a token.
         *
         *     Where one is logged in; `current` is the session that asks.
         */
        get: operations["sessions_find_sessions"];
        put?: never;
        post?: never;
        /**
         * End sessions
         * @description Users, by a token.
         *
         *     End all of one's own sessions but the one that asks.
         */
        delete: operations["sessions_end_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End session
         * @description Users, by a token.
         *
         *     End one of one's own sessions, with all its tokens.
         */
        delete: operations["sessions_end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find usage
         * @description Users, by a token or an API key.
         *
         *     Sums of one's own calls, by day, model, …: `group_by`.
         */
        get: operations["credits_find_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Chat
         * @description Anyone; users by a token or an API key.
         *
         *     Ask the model, whole or with `stream` as events; users' turns are stored, and others may ask
         *     `ANONYMOUS_CHATS_PER_DAY` times from an address.
         */
        post: operations["chat_chat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find conversations
         * @description Users, by a token or an API key.
         *
         *     One's own conversations; `q` searches titles.
         */
        get: operations["conversations_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{conversation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read conversations
         * @description Users, by a token or an API key.
         *
         *     One of one's own conversations, with its messages.
         */
        get: operations["conversations_read"];
        put?: never;
        post?: never;
        /**
         * Remove conversations
         * @description Users, by a token or an API key.
         *
         *     Remove one of one's own conversations, with its messages.
         */
        delete: operations["conversations_remove"];
        options?: never;
        head?: never;
        /**
         * Rename conversations
         * @description Users, by a token or an API key.
         *
         *     Give one of one's own conversations another title.
         */
        patch: operations["conversations_rename"];
        trace?: never;
    };
    "/api/drugs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find drugs
         * @description Anyone.
         *
         *     Drugs; `q` searches names, approval numbers and makers.
         */
        get: operations["drugs_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drugs/{drug_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read drugs
         * @description Anyone.
         *
         *     A drug.
         */
        get: operations["drugs_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find files
         * @description Users, by a token or an API key.
         *
         *     One's own files.
         */
        get: operations["files_find"];
        put?: never;
        /**
         * Begin files
         * @description Users, by a token or an API key.
         *
         *     Announce a file: `upload` is the request that sends it, within 15 minutes.
         */
        post: operations["files_begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/local/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Serve files
         * @description Anyone.
         *
         *     What such a `url` gives, where there is no OSS.
         */
        get: operations["files_serve"];
        /**
         * Receive
         * @description Anyone.
         *
         *     Where such an `upload` goes, once, where there is no OSS.
         */
        put: operations["files_receive"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read files
         * @description Users, by a token or an API key.
         *
         *     One of one's own files, with a `url` for 10 minutes once it was sent.
         */
        get: operations["files_read"];
        put?: never;
        post?: never;
        /**
         * Remove files
         * @description Users, by a token or an API key.
         *
         *     Remove one of one's own files.
         */
        delete: operations["files_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live
         * @description Anyone.
         *
         *     Whether the process lives; asks nothing of anybody.
         */
        get: operations["health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ready
         * @description Anyone.
         *
         *     Whether all that it needs answers; 503 with the reason in `checks` when not.
         */
        get: operations["health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draw
         * @description Users, by a token or an API key.
         *
         *     Have pictures drawn from words and, with `image`, a picture: files in the task's `result`.
         */
        post: operations["images_draw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Info
         * @description Anyone.
         *
         *     What this is, what it can do, and what it has to say.
         */
        get: operations["about_info"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/labels/{produce_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read label
         * @description Users, by a token or an API key.
         *
         *     What the label of something generated leads to, for its owner and administrators: what it
         *     was, when, by which model.
         */
        get: operations["tasks_read_label"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make
         * @description Users, by a token or an API key.
         *
         *     Have a file of one's own made into others by a task: `operation` is `compress`, `convert`,
         *     `thumbnail`, `watermark`, `transcode` or `audio`, and `options` are those of it.
         */
        post: operations["media_make"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find models
         * @description Anyone.
         *
         *     What can be asked, and credits per million tokens; may be kept for 300 s.
         */
        get: operations["models_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Document
         * @description Anyone.
         *
         *     The API as OpenAPI 3.1; 304 to who has it.
         */
        get: operations["docs_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recognitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find recognitions
         * @description Users, by a token or an API key.
         *
         *     One's own recognitions.
         */
        get: operations["recognitions_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recognitions/{recognition_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read recognitions
         * @description Users, by a token or an API key.
         *
         *     One of one's own recognitions, with an address of its picture.
         */
        get: operations["recognitions_read"];
        put?: never;
        post?: never;
        /**
         * Remove recognitions
         * @description Users, by a token or an API key.
         *
         *     Remove one of one's own recognitions, with its picture.
         */
        delete: operations["recognitions_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recognize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Recognize
         * @description Users, by a token or an API key.
         *
         *     Say what a picture shows: the `file` of a form, or an `image` (data URL, https address, id of
         *     a file) in JSON; `kind` is `drug`, `antique` or `general`.
         */
        post: operations["recognize_recognize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transcribe
         * @description Users, by a token or an API key.
         *
         *     Have a recording transcribed: a `file_id` of one's own, or a public `url`. The task's result
         *     has the text, its segments with times and speakers, and files to download.
         */
        post: operations["speech_transcribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find tasks
         * @description Users, by a token or an API key.
         *
         *     One's own tasks, without their results.
         */
        get: operations["tasks_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read tasks
         * @description Users, by a token or an API key.
         *
         *     One of one's own tasks; while it has not ended, `Retry-After` says when to ask again.
         */
        get: operations["tasks_read"];
        put?: never;
        post?: never;
        /**
         * Cancel
         * @description Users, by a token or an API key.
         *
         *     Have a task cancelled that has not ended. What a provider has already made of it is paid for:
         *     `credits.charged` says it when that is known.
         */
        delete: operations["tasks_cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks/{task_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch
         * @description Users, by a token or an API key.
         *
         *     How far one of one's own tasks is, as server-sent events: `progress` at each change, `done`
         *     at its end. A stream that ends without `done` is to be asked for again.
         */
        get: operations["tasks_watch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin uploads
         * @description Users, by a token or an API key.
         *
         *     Announce a film or sound of up to MAX_MEDIA_SIZE, to be sent in parts within a day.
         */
        post: operations["uploads_begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look
         * @description Users, by a token or an API key.
         *
         *     Which parts came: whoever was cut off sends the others.
         */
        get: operations["uploads_look"];
        put?: never;
        post?: never;
        /**
         * Abort
         * @description Users, by a token or an API key.
         *
         *     Do without it; what came is removed.
         */
        delete: operations["uploads_abort"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{file_id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete
         * @description Users, by a token or an API key.
         *
         *     Put the parts together, look whether it is what was announced, and show the file.
         */
        post: operations["uploads_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{file_id}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Addresses
         * @description Users, by a token or an API key.
         *
         *     Where to send up to 100 parts, within an hour: to the storage itself.
         */
        post: operations["uploads_addresses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/videos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Film
         * @description Users, by a token or an API key.
         *
         *     Have a video made in the background, of some `seconds`, from words and, with `image`, its
         *     first frame; its file is in the task's `result`.
         */
        post: operations["videos_film"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Asset
         * @description Anyone.
         *
         *     A part of the pages that never changes.
         */
        get: operations["pages_asset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configuration
         * @description Anyone.
         *
         *     Where the API of the pages is: here, so that `api` is empty.
         */
        get: operations["pages_configuration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Page
         * @description Anyone.
         *
         *     A page that shows the API and can try it.
         */
        get: operations["docs_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Same page
         * @description Anyone.
         *
         *     The same page, for who ends its path with a slash.
         */
        get: operations["docs_same_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Asset
         * @description Anyone.
         *
         *     A file of that page.
         */
        get: operations["docs_asset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/favicon.ico": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Icon
         * @description Anyone.
         *
         *     The icon of the pages.
         */
        get: operations["pages_icon"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read metrics
         * @description Who has the secret for it.
         *
         *     Numbers for Prometheus.
         */
        get: operations["metrics_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell
         * @description Who has the secret for it.
         *
         *     What Alertmanager has to say, told to the group robot as text.
         */
        post: operations["metrics_tell"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/static/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * File
         * @description Anyone.
         *
         *     A part of the pages that keeps its name.
         */
        get: operations["pages_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Speak
         * @description Users, by a token or an API key.
         *
         *     Speak a text; the sound comes as it is made. `X-Credits-Charged` tells the cost, which is by
         *     the characters of the text.
         */
        post: operations["audio_speak"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transcribe
         * @description Users, by a token or an API key.
         *
         *     Have a recording of at most 25 MB transcribed and wait for it, at most 300 s: then 504, and
         *     the task in `X-Task-Id` goes on. Longer ones: `POST /api/speech`.
         */
        post: operations["audio_transcribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/translations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Translate
         * @description Users, by a token or an API key.
         *
         *     The same in English, where who listens can translate: Whisper on the own machine.
         */
        post: operations["audio_translate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete
         * @description Users, by a token or an API key.
         *
         *     Answer as OpenAI does, whole or in chunks; `X-Credits-Charged` tells the cost.
         */
        post: operations["completions_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete text
         * @description Users, by a token or an API key.
         *
         *     Go on with a text, as OpenAI's older API does; the model is asked as in a chat.
         */
        post: operations["completions_complete_text"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Embed
         * @description Users, by a token or an API key.
         *
         *     Turn texts into vectors; `X-Credits-Charged` tells the cost.
         */
        post: operations["embeddings_embed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/images/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edit
         * @description Users, by a token or an API key.
         *
         *     Change pictures by words, as `generations` draws them.
         */
        post: operations["images_edit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/images/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate
         * @description Users, by a token or an API key.
         *
         *     Draw pictures and wait for them, at most 300 s: then 504, and the task in `X-Task-Id`, which
         *     the same question joins, goes on.
         */
        post: operations["images_generate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer
         * @description Users, by a token or an API key.
         *
         *     Answer as Anthropic does, whole or as events; `x-api-key` may hold the key.
         */
        post: operations["messages_answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/count_tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count
         * @description Users, by a token or an API key.
         *
         *     Estimate the tokens of a question; nothing is asked or charged.
         */
        post: operations["messages_count"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find models
         * @description Users, by a token or an API key.
         *
         *     The models, as OpenAI lists them.
         */
        get: operations["completions_find_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read model
         * @description Users, by a token or an API key.
         *
         *     One of the models, as OpenAI shows it.
         */
        get: operations["completions_read_model"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rerank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rank
         * @description Users, by a token or an API key.
         *
         *     Put documents in the order of a question; `X-Credits-Charged` tells the cost.
         */
        post: operations["rerank_rank"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create
         * @description Users, by a token or an API key.
         *
         *     Answer as OpenAI's Responses do, whole or as events; kept for 30 days unless `store` is
         *     false.
         */
        post: operations["responses_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/{response_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read responses
         * @description Users, by a token or an API key.
         *
         *     One of one's own responses that are kept.
         */
        get: operations["responses_read"];
        put?: never;
        post?: never;
        /**
         * Remove responses
         * @description Users, by a token or an API key.
         *
         *     Remove one of one's own responses; those that go on from it cannot go on any more.
         */
        delete: operations["responses_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Accepted
         * @description What a POST answers.
         */
        Accepted: {
            task: components["schemas"]["Task"];
        };
        /** Change */
        AccountChange: {
            /** @default null */
            locale?: string | null;
            /** @default null */
            name?: string | null;
            /** @default null */
            password?: string | null;
            /** @default null */
            current_password?: string | null;
        };
        /**
         * Order
         * @description What key to make; quotas are tokens per day and month.
         */
        AccountsApiKeysOrder: {
            /** @default null */
            locale?: string | null;
            name: string;
            /** @default null */
            project?: string | null;
            /** @default null */
            expires_at?: string | null;
            /** @default null */
            daily_tokens?: number | null;
            /** @default null */
            monthly_tokens?: number | null;
        };
        /**
         * Shown
         * @description A key in a list: everything but the key.
         */
        AccountsApiKeysShown: {
            id: string;
            name: string;
            project: string | null;
            prefix: string;
            created_at: string;
            expires_at: string | null;
            last_used_at: string | null;
            daily_tokens: number | null;
            monthly_tokens: number | null;
        };
        /**
         * Begun
         * @description What an authenticator needs: `qr` is a picture of `uri`, as a `data:` URL of SVG.
         */
        AccountsAuthenticatorsBegun: {
            secret: string;
            uri: string;
            qr: string;
        };
        /**
         * Changed
         * @description The account after a change; a new password comes with new tokens.
         */
        AccountsChangesChanged: {
            id: string;
            email: string;
            name: string;
            role: string;
            credits: number;
            created_at: string;
            confirmed: boolean;
            second_factor: boolean;
            /** @default null */
            tokens?: components["schemas"]["AccountsSessionsTokens"] | null;
        };
        /**
         * Order
         * @description What codes to make: invites open registration, redemptions are for who has an account.
         */
        AccountsInvitesOrder: {
            /** @default null */
            locale?: string | null;
            /**
             * @default invite
             * @enum {unknown}
             */
            kind?: "invite" | "redemption";
            /** @default 1 */
            count?: number;
            /** @default 1 */
            max_uses?: number;
            /** @default 0 */
            credits?: number;
            /** @default  */
            note?: string;
            /** @default null */
            expires_at?: string | null;
        };
        /**
         * Shown
         * @description A code of a `kind`; the `code` itself only in the answer that made it.
         */
        AccountsInvitesShown: {
            id: string;
            kind: string;
            prefix: string;
            max_uses: number;
            uses: number;
            credits: number;
            note: string;
            expires_at: string | null;
            disabled: boolean;
            created_at: string;
            /** @default null */
            code?: string | null;
        };
        /**
         * Asked
         * @description A link is on its way, if anybody has the address; it is good for `expires_in` seconds.
         */
        AccountsLinksAsked: {
            expires_in: number;
        };
        /**
         * Shown
         * @description A log-in that goes on: on which `device`, since when, renewed when; `current` is the one
         *         that asks.
         */
        AccountsOwnSessionsShown: {
            id: string;
            device: string;
            began_at: string;
            renewed_at: string;
            expires_at: string;
            current: boolean;
        };
        /**
         * Tokens
         * @description What a log-in answers; `expires_in` is in seconds.
         */
        AccountsSessionsTokens: {
            user: components["schemas"]["Profile"];
            access_token: string;
            refresh_token: string;
            expires_in: number;
            /** @default Bearer */
            token_type: string;
        };
        /** Addresses */
        Addresses: {
            data: components["schemas"]["FilesUploadsAddress"][];
        };
        /**
         * Storage
         * @description Whether something could be kept just now, and removed.
         */
        AdministrationSystemStorage: {
            /** @default ok */
            status: string;
            kind: string;
        };
        /** Providers */
        AdministrationSystemWorkProviders: {
            /** @default ok */
            status: string;
            /** @default [] */
            data: components["schemas"]["Provider"][];
        };
        /**
         * Aigc
         * @description `Label` 1 says that it is generated, 2 that it may be, 3 that it is suspected to be;
         *         `ProduceID` is our id of the answer, the task or the conversation.
         */
        Aigc: {
            /** @default 1 */
            Label: string;
            /** @default  */
            ContentProducer: string;
            /** @default  */
            ProduceID: string;
            /** @default  */
            ReservedCode1: string;
            /** @default  */
            ContentPropagator: string;
            /** @default  */
            PropagateID: string;
            /** @default  */
            ReservedCode2: string;
        };
        /**
         * Alert
         * @description The sentence of one is its annotation `summary_zh` or `summary`, by ALERT_LOCALE.
         */
        Alert: {
            /** @enum {unknown} */
            status: "firing" | "resolved";
            /** @default {} */
            labels?: {
                [key: string]: string;
            };
            /** @default {} */
            annotations?: {
                [key: string]: string;
            };
        };
        /**
         * AnthropicError
         * @description An error's shape on `/v1/messages`.
         */
        AnthropicError: {
            type: string;
            error: components["schemas"]["AnthropicTold"];
            request_id: string;
        };
        /** AnthropicTold */
        AnthropicTold: {
            type: string;
            message: string;
        };
        /** Audio */
        Audio: {
            /** @enum {unknown} */
            operation: "audio";
            options?: components["schemas"]["AudioOptions"];
            /** @default null */
            locale?: string | null;
            file_id: string;
        };
        /** AudioOptions */
        AudioOptions: {
            /**
             * @default 128
             * @enum {unknown}
             */
            bitrate?: 64 | 96 | 128 | 192;
        };
        /**
         * AuditEntry
         * @description An entry of the trail. `actor_email` and `target_email` are of users who are still there.
         */
        AuditEntry: {
            id: string;
            at: string;
            actor_id: string;
            actor_email: string | null;
            ip: string;
            request_id: string;
            action: string;
            target: string;
            target_email: string | null;
            before: unknown;
            after: unknown;
        };
        /** BackupShown */
        BackupShown: {
            key: string;
            made_at: string;
            bytes: number;
        };
        /**
         * Backups
         * @description The newest first; each is kept for `days` days, the newest in any case; `0` is for ever.
         */
        Backups: {
            data: components["schemas"]["BackupShown"][];
            days: number;
        };
        /**
         * Balance
         * @description A balance, with the movements that made it.
         */
        Balance: {
            data: components["schemas"]["Entry"][];
            /** @default null */
            next_cursor: string | null;
            balance: number;
        };
        /** Base64Source */
        Base64Source: {
            /** @enum {unknown} */
            type: "base64";
            media_type: string;
            data: string;
        };
        /** Batch */
        Batch: {
            /** @description each with its code, this once */
            data: components["schemas"]["AccountsInvitesShown"][];
        };
        /**
         * Belongings
         * @description How many there are of each.
         */
        Belongings: {
            conversations: number;
            recognitions: number;
            files: number;
            tasks: number;
            api_keys: number;
            sessions: number;
        };
        /**
         * Bill
         * @description Credits that a call took, and what is left; None for those who have no account.
         */
        Bill: {
            charged: number;
            remaining: number | null;
        };
        /**
         * Report
         * @description The totals are of all groups; where there are `more`, `data` has what cost most: in all, or
         *         in one of the days where they are too many to be added up (`ranked_by` is `peak`).
         */
        BillingUsageReport: {
            from: string;
            to: string;
            tz: string;
            group_by: string;
            data: components["schemas"]["Line"][];
            totals: components["schemas"]["Totals"];
            more: boolean;
            /** @enum {unknown} */
            ranked_by: "peak" | "sum";
        };
        /**
         * CallShown
         * @description A call, without a word of what was said; `email` is null when nobody called, or they have
         *         left. `first_ms` is until the first word, `total_ms` until the last.
         */
        CallShown: {
            id: string;
            at: string;
            user_id: string;
            email: string | null;
            key_id: string;
            project: string;
            model: string;
            provider: string;
            endpoint: string;
            status: string;
            end_reason: string;
            input_tokens: number;
            output_tokens: number;
            credits: number;
            first_ms: number;
            total_ms: number;
        };
        /** Card */
        Card: {
            id: string;
            name: string;
            description: string;
            capabilities: string[];
            context_length: number;
            prices: components["schemas"]["Prices"];
            demonstration: boolean;
        };
        /** Providers */
        CatalogueProviders: {
            data: components["schemas"]["ProviderShown"][];
        };
        /**
         * Charge
         * @description Credits that were set aside, and that were taken in the end.
         */
        Charge: {
            reserved: number;
            charged: number;
        };
        /**
         * Heading
         * @description A conversation in a list.
         */
        ChatConversationsHeading: {
            id: string;
            title: string;
            type: string;
            created_at: string;
            updated_at: string;
        };
        /**
         * Question
         * @description The body of POST /api/chat; `replaces` is the id of a question of the conversation: this one
         *         takes its place, and that of all that follows, once there is an answer.
         */
        ChatExchangesQuestion: {
            /** @default null */
            locale?: string | null;
            messages: components["schemas"]["Turn"][];
            /** @default chat */
            type?: string;
            /** @default null */
            model?: string | null;
            /** @default null */
            conversation_id?: string | null;
            /** @default null */
            replaces?: string | null;
            /** @default false */
            stream?: boolean;
            /** @default null */
            project?: string | null;
        };
        /** Tokens */
        ChatExchangesTokens: {
            prompt_tokens: number;
            completion_tokens: number;
            total_tokens: number;
        };
        /**
         * Check
         * @description Of `users` users: their balances together, the sum of all their movements, and who differs.
         *         While there is a `next_cursor` not all were looked at.
         */
        Check: {
            users: number;
            balance: number;
            sum: number;
            differences: components["schemas"]["Difference"][];
            next_cursor: string | null;
        };
        /**
         * Choice
         * @description `null` brings the default back.
         */
        Choice: {
            /** @default null */
            locale?: string | null;
            value: unknown;
        };
        /** Code */
        Code: {
            /** @default null */
            locale?: string | null;
            code: string;
        };
        /**
         * Codes
         * @description Recovery codes, shown this once.
         */
        Codes: {
            recovery_codes: string[];
        };
        /** Compress */
        Compress: {
            /** @enum {unknown} */
            operation: "compress";
            options?: components["schemas"]["CompressOptions"];
            /** @default null */
            locale?: string | null;
            file_id: string;
        };
        /**
         * CompressOptions
         * @description At most so many pixels and bytes; without any, what the usual quality needs.
         */
        CompressOptions: {
            /** @default null */
            quality?: number | null;
            /** @default null */
            width?: number | null;
            /** @default null */
            height?: number | null;
            /** @default null */
            max_bytes?: number | null;
        };
        /**
         * Condition
         * @description `kind` is errors, providers, credits, jobs, tasks or moderation; `text` is a sentence.
         */
        Condition: {
            kind: string;
            text: string;
        };
        /**
         * Configuration
         * @description What the pages read first; who serves them from elsewhere writes the API's address there.
         */
        Configuration: {
            /** @default  */
            api: string;
        };
        /**
         * Connection
         * @description `client` is who the function takes the caller for, by its TRUSTED_PROXIES.
         */
        Connection: {
            forwarded_for: string;
            client: string;
        };
        /**
         * Conversation
         * @description The body of POST /v1/messages/count_tokens.
         */
        Conversation: {
            model: string;
            messages: components["schemas"]["Message"][];
            /** @default null */
            system?: string | components["schemas"]["ProtocolsAnthropicBlocksText"][] | null;
            /** @default null */
            tools?: components["schemas"]["Tool"][] | null;
            /** @default null */
            tool_choice?: components["schemas"]["ToolChoice"] | null;
            /** @default null */
            thinking?: components["schemas"]["ThinkingMode"] | null;
        };
        /** Change */
        ConversationsChange: {
            /** @default null */
            locale?: string | null;
            title: string;
        };
        /** Convert */
        Convert: {
            /** @enum {unknown} */
            operation: "convert";
            options: components["schemas"]["ConvertOptions"];
            /** @default null */
            locale?: string | null;
            file_id: string;
        };
        /** ConvertOptions */
        ConvertOptions: {
            /** @enum {unknown} */
            format: "jpeg" | "png" | "webp";
            /** @default 85 */
            quality?: number;
        };
        /**
         * Credits
         * @description What it took, and what is left; None where that is not known any more.
         */
        Credits: {
            charged: number;
            remaining: number | null;
        };
        /**
         * Database
         * @description `latency_ms` is the time of one small question; `size_bytes` may not be known.
         */
        Database: {
            kind: string;
            latency_ms: number;
            size_bytes: number | null;
        };
        /**
         * Difference
         * @description A balance that is not the sum of its user's movements.
         */
        Difference: {
            user_id: string;
            email: string;
            balance: number;
            sum: number;
        };
        /**
         * Document
         * @description Plain text beside the message; models here read no PDF.
         */
        Document: {
            /** @enum {unknown} */
            type: "document";
            source: components["schemas"]["TextSource"];
            /** @default null */
            title?: string | null;
        };
        /**
         * Drug
         * @description A drug of the catalogue; None is what it does not say.
         */
        Drug: {
            id: string;
            name: string;
            generic_name: string | null;
            approval_number: string;
            manufacturer: string | null;
            specification: string | null;
            dosage_form: string | null;
            indications: string | null;
            dosage: string | null;
            contraindications: string | null;
            warnings: string | null;
            created_at: string;
            updated_at: string;
        };
        /**
         * Given
         * @description A drug as an administrator describes it.
         */
        DrugsCatalogueGiven: {
            /** @default null */
            locale?: string | null;
            name: string;
            approval_number: string;
            /** @default null */
            generic_name?: string | null;
            /** @default null */
            manufacturer?: string | null;
            /** @default null */
            specification?: string | null;
            /** @default null */
            dosage_form?: string | null;
            /** @default null */
            indications?: string | null;
            /** @default null */
            dosage?: string | null;
            /** @default null */
            contraindications?: string | null;
            /** @default null */
            warnings?: string | null;
        };
        /** Embeddings */
        Embeddings: {
            data: components["schemas"]["Vector"][];
            model: string;
            usage: components["schemas"]["Usage"];
            /** @default list */
            object: string;
        };
        /**
         * Endpoint
         * @description The last hour: `refused` were answered from 400 to 499, `failed` from 500 on.
         */
        Endpoint: {
            endpoint: string;
            calls: number;
            refused: number;
            failed: number;
            error_rate: number;
            mean_ms: number;
        };
        /** Endpoints */
        Endpoints: {
            /** @default ok */
            status: string;
            /** @default [] */
            data: components["schemas"]["Endpoint"][];
        };
        /**
         * Entry
         * @description A movement as it is shown.
         */
        Entry: {
            id: string;
            user_id: string;
            kind: string;
            amount: number;
            balance: number;
            shortfall: number;
            request_id: string;
            reason: string;
            at: string;
        };
        /**
         * Error
         * @description Every error's shape, save on `/v1/messages`.
         */
        Error: {
            error: components["schemas"]["Told"];
        };
        /** Failed */
        Failed: {
            data: components["schemas"]["Failures"][];
        };
        /**
         * FailedRequest
         * @description A request that was answered from 500 on; by its id its lines are found in the log.
         */
        FailedRequest: {
            endpoint: string;
            status: number;
            code: string;
            request_id: string;
            at: string;
        };
        /**
         * FailedRequests
         * @description The newest of the last hour.
         */
        FailedRequests: {
            /** @default ok */
            status: string;
            /** @default [] */
            data: components["schemas"]["FailedRequest"][];
        };
        /**
         * Failure
         * @description `code` is one of the contract's, or `too_heavy`, `content_refused`.
         */
        Failure: {
            code: string;
            message: string;
        };
        /**
         * Failures
         * @description How many tasks of a `kind` failed by a `code`; nobody knows what `ambiguous` ones made.
         */
        Failures: {
            kind: string;
            code: string;
            failed: number;
            ambiguous: number;
        };
        /**
         * Fault
         * @description What is wrong in one line of a file.
         */
        Fault: {
            line: number;
            param: string | null;
            message: string;
        };
        /**
         * Figures
         * @description `requests` are calls to models, `failed` those of them that did not work; `p95_ms` is of the
         *         others, known to a tenth of itself, and null without any. `active_users` have an account.
         */
        Figures: {
            requests: number;
            failed: number;
            error_rate: number;
            p95_ms: number | null;
            input_tokens: number;
            output_tokens: number;
            credits: number;
            active_users: number;
        };
        /** Announced */
        FilesAnnounced: {
            /** @default null */
            locale?: string | null;
            filename: string;
            content_type: string;
            size: number;
        };
        /**
         * Heading
         * @description A file in everybody's list, without its name, which its owner chose. `email` is null when
         *         they have left.
         */
        FilesInspectionHeading: {
            id: string;
            user_id: string;
            email: string | null;
            content_type: string;
            size: number;
            status: string;
            created_at: string;
        };
        /**
         * Begun
         * @description A file that the client is to send.
         */
        FilesLibraryBegun: {
            file: components["schemas"]["FilesLibraryShown"];
            upload: components["schemas"]["Sending"];
        };
        /**
         * Shown
         * @description A file; with an address where it can be seen for a while, when it was asked for alone.
         *
         *         `label` is what it says of itself, or its maker of it: that it is `generated`, or `maybe`.
         */
        FilesLibraryShown: {
            id: string;
            filename: string;
            content_type: string;
            size: number;
            status: string;
            created_at: string;
            /**
             * @default
             * @enum {unknown}
             */
            label?: "" | "generated" | "maybe";
            /** @default null */
            url?: string | null;
        };
        /**
         * Look
         * @description Why an administrator has to do with what is somebody's own.
         */
        FilesLook: {
            /** @default null */
            locale?: string | null;
            reason: string;
        };
        /**
         * Storage
         * @description What a user's files take and may take at most; 0 is no quota.
         */
        FilesQuotaStorage: {
            bytes: number;
            files: number;
            max_bytes: number;
            max_files: number;
        };
        /**
         * Address
         * @description The request by which one part is sent: its body is these bytes of the file.
         */
        FilesUploadsAddress: {
            number: number;
            offset: number;
            size: number;
            upload: components["schemas"]["Sending"];
        };
        /** Forgotten */
        Forgotten: {
            /** @default null */
            locale?: string | null;
            /** Format: email */
            email: string;
        };
        /** Format */
        Format: {
            /**
             * @default text
             * @enum {unknown}
             */
            type?: "json_object" | "json_schema" | "text";
            /** @default null */
            name?: string | null;
            /** @default null */
            schema?: Record<string, never> | null;
            /** @default null */
            strict?: boolean | null;
            /** @default null */
            description?: string | null;
        };
        /**
         * Found
         * @description A document by its place among those that were sent; itself where it was asked for.
         */
        Found: {
            index: number;
            relevance_score: number;
            /** @default null */
            document?: components["schemas"]["ProtocolsRerankText"] | null;
        };
        /** Gift */
        Gift: {
            /** @default null */
            locale?: string | null;
            amount: number;
            reason: string;
        };
        /** Goodbye */
        Goodbye: {
            /** @default null */
            locale?: string | null;
            password: string;
        };
        /**
         * Held
         * @description A lease that is in force: by whom, since when, and until when at most.
         */
        Held: {
            name: string;
            owner: string;
            since: string | null;
            until: string;
        };
        /** ImagePart */
        ImagePart: {
            /** @enum {unknown} */
            type: "image_url";
            image_url: components["schemas"]["ImageUrl"];
        };
        /** ImageUrl */
        ImageUrl: {
            url: string;
            /** @default null */
            detail?: string | null;
        };
        /** Imported */
        Imported: {
            added: number;
            replaced: number;
        };
        /**
         * Info
         * @description `anonymous_chats_per_day` are those of one address; 0 is none.
         */
        Info: {
            name: string;
            version: string;
            mode: string;
            features: {
                [key: string]: boolean;
            };
            personas: components["schemas"]["Persona"][];
            anonymous_chats_per_day: number;
            announcement: string | null;
        };
        /**
         * InviteUse
         * @description Who used a code; `email` is null when they have left.
         */
        InviteUse: {
            id: string;
            user_id: string;
            email: string | null;
            ip: string;
            used_at: string;
        };
        /**
         * Job
         * @description `outcome` is of the last time, empty before the first; `next_at` is when its timer is due.
         */
        Job: {
            name: string;
            running: boolean;
            started_at: string | null;
            ended_at: string | null;
            outcome: string;
            next_at: string | null;
        };
        /** Jobs */
        Jobs: {
            /** @default ok */
            status: string;
            /** @default [] */
            data: components["schemas"]["Job"][];
        };
        /** Leases */
        Leases: {
            /** @default ok */
            status: string;
            /** @default [] */
            data: components["schemas"]["Held"][];
        };
        /** Life */
        Life: {
            /** @default ok */
            status: string;
        };
        /**
         * Limits
         * @description `key_tokens` are those of the API key that asks, beside its owner's; `rates` are the most
         *         calls of a kind in so many seconds, over all keys.
         */
        Limits: {
            tokens: components["schemas"]["Quotas"];
            key_tokens: components["schemas"]["Quotas"] | null;
            rates: {
                [key: string]: components["schemas"]["Rate"];
            };
        };
        /**
         * Line
         * @description A group's sums; failed calls are counted apart, and times are means of those that worked.
         *         `name` is a user's e-mail or what a key is called; null of other groups, or if it is gone.
         */
        Line: {
            calls: number;
            failed: number;
            input_tokens: number;
            output_tokens: number;
            cached_tokens: number;
            reasoning_tokens: number;
            credits: number;
            first_ms: number | null;
            total_ms: number | null;
            group: string;
            name: string | null;
        };
        /**
         * Link
         * @description Where the file can be fetched for a while, by anybody.
         */
        Link: {
            url: string;
            rows: number;
            bytes: number;
            expires_at: string;
        };
        /** Linked */
        Linked: {
            /** @default null */
            locale?: string | null;
            token: string;
        };
        /**
         * ListedHeading
         * @description The same in everybody's list; `email` is null when its owner has left.
         */
        ListedHeading: {
            id: string;
            kind: string;
            status: string;
            progress: number;
            model: string | null;
            error: components["schemas"]["Failure"] | null;
            credits: components["schemas"]["Charge"];
            created_at: string;
            started_at: string | null;
            ended_at: string | null;
            user_id: string;
            attempts: number;
            upstream_request: string | null;
            email: string | null;
        };
        /**
         * ListedModel
         * @description What the list says of a model: its name is also that at the provider.
         */
        ListedModel: {
            id: string;
            description: string;
            prices: components["schemas"]["Price"][];
            capabilities: string[];
            context_length: number;
            max_output: number;
        };
        /** LogOut */
        LogOut: {
            /** @default null */
            locale?: string | null;
            /** @default null */
            refresh_token?: string | null;
            /** @default false */
            all?: boolean;
        };
        /** Application */
        LoginApplication: {
            /** @default null */
            locale?: string | null;
            password: string;
            /** @default  */
            email?: string;
            /** @default  */
            username?: string;
            /** @default  */
            code?: string;
            /** @default true */
            stay?: boolean;
        };
        /**
         * Made
         * @description A key just made, with the secret that is shown this once.
         */
        Made: {
            id: string;
            name: string;
            project: string | null;
            prefix: string;
            created_at: string;
            expires_at: string | null;
            last_used_at: string | null;
            daily_tokens: number | null;
            monthly_tokens: number | null;
            key: string;
        };
        /** Many */
        Many: {
            /** @default null */
            locale?: string | null;
            ids: string[];
            disabled: boolean;
        };
        /** Message */
        Message: {
            /** @enum {unknown} */
            role: "assistant" | "system" | "user";
            content: string | (components["schemas"]["ProtocolsAnthropicBlocksText"] | components["schemas"]["ProtocolsAnthropicBlocksImage"] | components["schemas"]["Document"] | components["schemas"]["ToolUse"] | components["schemas"]["ToolResult"] | components["schemas"]["Thinking"] | components["schemas"]["RedactedThinking"])[];
        };
        /**
         * ModelEntry
         * @description A model; `fallbacks` are asked in order when it fails.
         */
        ModelEntry: {
            /** @default null */
            locale?: string | null;
            id: string;
            provider: string;
            upstream_name: string;
            prices: components["schemas"]["Price"][];
            /** @default  */
            description?: string;
            capabilities?: (("reasoning" | "text" | "tools" | "vision") | ("embedding" | "image" | "rerank" | "speech" | "transcription" | "video"))[];
            /** @default [] */
            fallbacks?: string[];
            /** @default 32000 */
            context_length?: number;
            /** @default 8000 */
            max_output?: number;
            /** @default true */
            enabled?: boolean;
        };
        /** ModelList */
        ModelList: {
            data: components["schemas"]["Card"][];
        };
        /** ModelShown */
        ModelShown: {
            id: string;
            provider: string;
            upstream_name: string;
            description: string;
            prices: components["schemas"]["Price"][];
            capabilities: string[];
            fallbacks: string[];
            context_length: number;
            max_output: number;
            enabled: boolean;
            breaker: string;
        };
        /** Models */
        Models: {
            data: components["schemas"]["ModelShown"][];
        };
        /**
         * Report
         * @description `moderation` and `on_failure` are the settings in force; totals are by outcome.
         */
        ModerationReportReport: {
            moderation: string;
            on_failure: string;
            data: components["schemas"]["Row"][];
            totals: {
                [key: string]: number;
            };
        };
        /**
         * Notification
         * @description Alerts that Alertmanager has put into one group; it may have left some out.
         */
        Notification: {
            alerts: components["schemas"]["Alert"][];
            /** @default 0 */
            truncatedAlerts?: number;
        };
        /**
         * Address
         * @description Where a back-up can be fetched until then, by anybody who has this.
         */
        OperationsBackupsAddress: {
            url: string;
            expires_at: string;
        };
        /**
         * Wish
         * @description Which back-up somebody wants to fetch, and why, which is in the audit trail.
         */
        OperationsBackupsWish: {
            /** @default null */
            locale?: string | null;
            key: string;
            reason: string;
        };
        /**
         * Overview
         * @description `before` is as long and ends where this begins (of a day: yesterday, by the same hour);
         *         `weeks_before` has the same days of the week. What is not of a time is of now: `reserved` are
         *         the credits that are set aside and not settled yet.
         */
        Overview: {
            tz: string;
            now: components["schemas"]["Period"];
            before: components["schemas"]["Period"];
            weeks_before: components["schemas"]["Period"];
            /** @enum {unknown} */
            group_by: "day" | "hour";
            series: components["schemas"]["Point"][];
            queue: components["schemas"]["Queue"];
            reserved: components["schemas"]["Reserved"];
            alerts: components["schemas"]["Condition"][];
        };
        /**
         * Own
         * @description The same, with what one's files take of the storage, and what else one may use.
         */
        Own: {
            id: string;
            email: string;
            name: string;
            role: string;
            credits: number;
            created_at: string;
            confirmed: boolean;
            second_factor: boolean;
            storage: components["schemas"]["FilesQuotaStorage"];
            limits: components["schemas"]["Limits"];
        };
        /**
         * OwnedEntry
         * @description A movement with its owner's `email`; null when they have left.
         */
        OwnedEntry: {
            id: string;
            user_id: string;
            kind: string;
            amount: number;
            balance: number;
            shortfall: number;
            request_id: string;
            reason: string;
            at: string;
            email: string | null;
        };
        /**
         * OwnedTask
         * @description One of them, whose result is its owner's; `units` say what was paid for.
         */
        OwnedTask: {
            id: string;
            kind: string;
            status: string;
            progress: number;
            model: string | null;
            error: components["schemas"]["Failure"] | null;
            credits: components["schemas"]["Charge"];
            created_at: string;
            started_at: string | null;
            ended_at: string | null;
            user_id: string;
            attempts: number;
            upstream_request: string | null;
            aigc: components["schemas"]["Aigc"] | null;
            units: unknown;
        };
        /** Page[Shown] */
        PageOfAccountsApiKeysShown: {
            data: components["schemas"]["AccountsApiKeysShown"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[Shown] */
        PageOfAccountsInvitesShown: {
            data: components["schemas"]["AccountsInvitesShown"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[Shown] */
        PageOfAccountsOwnSessionsShown: {
            data: components["schemas"]["AccountsOwnSessionsShown"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[AuditEntry] */
        PageOfAuditEntry: {
            data: components["schemas"]["AuditEntry"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[CallShown] */
        PageOfCallShown: {
            data: components["schemas"]["CallShown"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[Heading] */
        PageOfChatConversationsHeading: {
            data: components["schemas"]["ChatConversationsHeading"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[Drug] */
        PageOfDrug: {
            data: components["schemas"]["Drug"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[Heading] */
        PageOfFilesInspectionHeading: {
            data: components["schemas"]["FilesInspectionHeading"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[Shown] */
        PageOfFilesLibraryShown: {
            data: components["schemas"]["FilesLibraryShown"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[InviteUse] */
        PageOfInviteUse: {
            data: components["schemas"]["InviteUse"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[ListedHeading] */
        PageOfListedHeading: {
            data: components["schemas"]["ListedHeading"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[OwnedEntry] */
        PageOfOwnedEntry: {
            data: components["schemas"]["OwnedEntry"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[Recognised] */
        PageOfRecognised: {
            data: components["schemas"]["Recognised"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[Heading] */
        PageOfRecognitionInspectionHeading: {
            data: components["schemas"]["RecognitionInspectionHeading"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[SessionShown] */
        PageOfSessionShown: {
            data: components["schemas"]["SessionShown"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[Heading] */
        PageOfTasksListingHeading: {
            data: components["schemas"]["TasksListingHeading"][];
            /** @default null */
            next_cursor: string | null;
        };
        /** Page[UserShown] */
        PageOfUserShown: {
            data: components["schemas"]["UserShown"][];
            /** @default null */
            next_cursor: string | null;
        };
        /**
         * Part
         * @description One that came.
         */
        Part: {
            number: number;
            size: number;
        };
        /** Password */
        Password: {
            /** @default null */
            locale?: string | null;
            password: string;
        };
        /** Period */
        Period: {
            from: string;
            to: string;
            figures: components["schemas"]["Figures"];
        };
        /**
         * Persona
         * @description A persona as people choose it; `id` is what `type` takes.
         */
        Persona: {
            id: string;
            title: string;
            description: string;
        };
        /**
         * Picture
         * @description A picture as base64, or at an address that is good for an hour.
         */
        Picture: {
            /** @default null */
            b64_json?: string | null;
            /** @default null */
            url?: string | null;
            /** @default null */
            revised_prompt?: string | null;
        };
        /** Pictures */
        Pictures: {
            created: number;
            data: components["schemas"]["Picture"][];
        };
        /**
         * Form
         * @description All of an edit's form; for `make reference`. There may be several, as `image[]`.
         */
        PicturesOpenaiForm: {
            prompt: string;
            /** @default null */
            model?: string | null;
            /** @default null */
            n?: number | null;
            /** @default null */
            size?: string | null;
            /** @default null */
            response_format?: ("b64_json" | "url") | null;
            /** @default null */
            mark?: boolean | null;
            /** @default null */
            stream?: boolean | null;
            /** Format: binary */
            image: string;
        };
        /**
         * Question
         * @description The body of POST /v1/images/generations. `image` is Model Studio's: pictures to begin
         *         from; `mark` is ours, as in POST /api/images.
         *         What else there is in OpenAI's (`quality`, `style`, …) is not passed on.
         */
        PicturesOpenaiQuestion: {
            prompt: string;
            /** @default null */
            model?: string | null;
            /** @default null */
            n?: number | null;
            /** @default null */
            size?: string | null;
            /** @default null */
            response_format?: ("b64_json" | "url") | null;
            /** @default null */
            image?: string | string[] | null;
            /** @default null */
            mark?: boolean | null;
            /** @default null */
            stream?: boolean | null;
        };
        /**
         * Wish
         * @description The body of POST /api/images. `image` is a data URL, an https address, or the id of a file
         *         of one's own: the picture to begin from. Without `mark` nobody sees that it is generated; the
         *         label in the file stays.
         */
        PicturesOrdersWish: {
            /** @default null */
            locale?: string | null;
            prompt: string;
            /** @default null */
            negative_prompt?: string | null;
            /** @default null */
            size?: string | null;
            /** @default 1 */
            n?: number;
            /** @default null */
            model?: string | null;
            /** @default null */
            image?: string | null;
            /** @default true */
            mark?: boolean;
        };
        /**
         * Wish
         * @description The body of POST /api/videos. `image` is a data URL, an https address, or the id of a file
         *         of one's own: the first frame. `size` is such as `1280x720` or `720P`; `mark` is as that of
         *         pictures.
         */
        PicturesVideosOrdersWish: {
            /** @default null */
            locale?: string | null;
            prompt: string;
            /** @default null */
            negative_prompt?: string | null;
            /** @default null */
            image?: string | null;
            /** @default null */
            seconds?: number | null;
            /** @default null */
            size?: string | null;
            /** @default null */
            model?: string | null;
            /** @default true */
            mark?: boolean;
        };
        /**
         * Point
         * @description An hour, or a day of the zone; `requests` that worked and those that `failed` are apart.
         */
        Point: {
            start: string;
            requests: number;
            failed: number;
            input_tokens: number;
            output_tokens: number;
            credits: number;
        };
        /**
         * Price
         * @description Credits per million tokens while the prompt has at most `up_to` tokens; of what draws or
         *         films, credits for a `unit` (a picture, a second) of at most `up_to` pixels.
         */
        Price: {
            input: number;
            output: number;
            /** @default 1000000000 */
            up_to?: number;
            /** @default null */
            cached?: number | null;
            /** @default null */
            reasoning?: number | null;
            /** @default null */
            unit?: number | null;
        };
        /**
         * PriceList
         * @description `as_of` says when the prices were looked up.
         */
        PriceList: {
            as_of: string;
            data: components["schemas"]["ListedModel"][];
        };
        /**
         * Prices
         * @description Credits per million tokens of a short prompt and its answer; by the piece where it is no
         *         text: a picture, a second of film or sound.
         */
        Prices: {
            input: number;
            output: number;
            /** @default [] */
            units?: components["schemas"]["Unit"][];
        };
        /** Profile */
        Profile: {
            id: string;
            email: string;
            name: string;
            role: string;
            credits: number;
            created_at: string;
            confirmed: boolean;
            second_factor: boolean;
        };
        /** Image */
        ProtocolsAnthropicBlocksImage: {
            /** @enum {unknown} */
            type: "image";
            source: components["schemas"]["Base64Source"] | components["schemas"]["UrlSource"];
        };
        /** Text */
        ProtocolsAnthropicBlocksText: {
            /** @enum {unknown} */
            type: "text";
            text: string;
        };
        /** Counted */
        ProtocolsAnthropicMessagesCounted: {
            input_tokens: number;
        };
        /**
         * Question
         * @description The body of POST /v1/messages.
         */
        ProtocolsAnthropicQuestionQuestion: {
            model: string;
            messages: components["schemas"]["Message"][];
            /** @default null */
            system?: string | components["schemas"]["ProtocolsAnthropicBlocksText"][] | null;
            /** @default null */
            tools?: components["schemas"]["Tool"][] | null;
            /** @default null */
            tool_choice?: components["schemas"]["ToolChoice"] | null;
            /** @default null */
            thinking?: components["schemas"]["ThinkingMode"] | null;
            max_tokens: number;
            /** @default null */
            stream?: boolean | null;
            /** @default null */
            stop_sequences?: string[] | null;
            /** @default null */
            temperature?: number | null;
            /** @default null */
            top_p?: number | null;
            /** @default null */
            top_k?: number | null;
        };
        /**
         * Question
         * @description The body of POST /v1/chat/completions; other fields go to the provider as they came.
         */
        ProtocolsChatCompletionsQuestion: {
            model: string;
            messages: Record<string, never>[];
            /** @default null */
            stream?: boolean | null;
            /** @default null */
            stream_options?: components["schemas"]["StreamOptions"] | null;
            /** @default null */
            n?: number | null;
            max_tokens?: number | null;
            max_completion_tokens?: number | null;
            temperature?: unknown;
            top_p?: unknown;
            top_k?: unknown;
            stop?: unknown;
            presence_penalty?: unknown;
            frequency_penalty?: unknown;
            repetition_penalty?: unknown;
            logit_bias?: unknown;
            seed?: unknown;
            logprobs?: unknown;
            top_logprobs?: unknown;
            tools?: unknown;
            tool_choice?: unknown;
            parallel_tool_calls?: unknown;
            response_format?: unknown;
            reasoning_effort?: unknown;
            enable_thinking?: unknown;
            thinking_budget?: unknown;
            enable_search?: unknown;
        };
        /**
         * Question
         * @description The body of POST /v1/embeddings; other fields go to the provider as they came.
         */
        ProtocolsEmbeddingsQuestion: {
            model: string;
            input: string | unknown[];
            /** @default null */
            encoding_format?: ("base64" | "float") | null;
            dimensions?: number | null;
        };
        /** Counted */
        ProtocolsRerankCounted: {
            total_tokens: number;
            prompt_tokens: number;
        };
        /**
         * Question
         * @description The body of POST /v1/rerank; other fields go to the provider as far as it knows them.
         */
        ProtocolsRerankQuestion: {
            query: string;
            documents: (string | components["schemas"]["ProtocolsRerankText"])[];
            /** @default null */
            model?: string | null;
            /** @default null */
            top_n?: number | null;
            /** @default null */
            return_documents?: boolean | null;
        };
        /** Text */
        ProtocolsRerankText: {
            text: string;
        };
        /**
         * Question
         * @description The body of POST /v1/responses; what is not passed on is named in `X-Ignored-Fields`.
         */
        ProtocolsResponsesQuestionQuestion: {
            model: string;
            input: string | Record<string, never>[];
            /** @default null */
            instructions?: string | null;
            /** @default null */
            previous_response_id?: string | null;
            /** @default null */
            store?: boolean | null;
            /** @default null */
            stream?: boolean | null;
            /** @default null */
            tools?: Record<string, never>[] | null;
            /** @default null */
            tool_choice?: string | Record<string, never> | null;
            /** @default null */
            parallel_tool_calls?: boolean | null;
            /** @default null */
            text?: components["schemas"]["ProtocolsResponsesQuestionText"] | null;
            /** @default null */
            reasoning?: components["schemas"]["Reasoning"] | null;
            /** @default null */
            max_output_tokens?: number | null;
            /** @default null */
            temperature?: number | null;
            /** @default null */
            top_p?: number | null;
            /** @default null */
            metadata?: {
                [key: string]: string;
            } | null;
            /** @default null */
            include?: string[] | null;
            /** @default null */
            truncation?: ("auto" | "disabled") | null;
            /** @default null */
            background?: boolean | null;
            /** @default null */
            conversation?: unknown;
            /** @default null */
            prompt?: unknown;
        };
        /** Text */
        ProtocolsResponsesQuestionText: {
            /** @default null */
            format?: components["schemas"]["Format"] | null;
            /** @default null */
            verbosity?: string | null;
        };
        /**
         * Question
         * @description The body of POST /v1/completions; other fields go to the provider as they came.
         */
        ProtocolsTextCompletionsQuestion: {
            model: string;
            prompt: string | unknown[];
            /** @default null */
            stream?: boolean | null;
            /** @default null */
            stream_options?: components["schemas"]["StreamOptions"] | null;
            /** @default null */
            n?: number | null;
            max_tokens?: number | null;
            temperature?: unknown;
            top_p?: unknown;
            stop?: unknown;
            presence_penalty?: unknown;
            frequency_penalty?: unknown;
            logit_bias?: unknown;
            seed?: unknown;
            user?: unknown;
            /** @default null */
            echo?: boolean | null;
            /** @default null */
            best_of?: number | null;
            /** @default null */
            logprobs?: unknown;
            /** @default null */
            suffix?: string | null;
        };
        /**
         * Provider
         * @description `breakers` are this process's, by the provider's name of a model; calls are of the last hour,
         *         of all instances.
         */
        Provider: {
            name: string;
            key_set: boolean;
            breakers: {
                [key: string]: string;
            };
            calls: number;
            failed: number;
        };
        /**
         * ProviderEntry
         * @description A provider: its address, and the NAME of the variable that holds its key.
         */
        ProviderEntry: {
            /** @default null */
            locale?: string | null;
            name: string;
            base_url: string;
            /** @default  */
            key_variable?: string;
            /**
             * @default plain
             * @enum {unknown}
             */
            quirks?: "ark" | "dashscope" | "plain" | "qwen";
        };
        /**
         * ProviderShown
         * @description `key_set` says whether the variable holds a key; the key itself is never shown.
         */
        ProviderShown: {
            name: string;
            base_url: string;
            key_variable: string;
            quirks: string;
            key_set: boolean;
        };
        /** Queue */
        Queue: {
            /** @default ok */
            status: string;
            /** @default null */
            queued: number | null;
            /** @default null */
            running: number | null;
            /** @default null */
            oldest_due_seconds: number | null;
        };
        /**
         * Quota
         * @description Tokens: at most how many, how many were used or are set aside, and when it begins anew.
         */
        Quota: {
            limit: number;
            used: number;
            renews_at: string;
        };
        /**
         * Quotas
         * @description Of the day and the month by TZ; null is no quota.
         */
        Quotas: {
            day: components["schemas"]["Quota"] | null;
            month: components["schemas"]["Quota"] | null;
        };
        /**
         * Ranking
         * @description The most relevant first.
         */
        Ranking: {
            id: string;
            model: string;
            results: components["schemas"]["Found"][];
            usage: components["schemas"]["ProtocolsRerankCounted"];
            /** @default list */
            object: string;
        };
        /**
         * Rate
         * @description So many hits in so many seconds.
         */
        Rate: {
            hits: number;
            seconds: number;
        };
        /**
         * Readiness
         * @description Each part is `ok`, or the reason why it is not.
         *
         *         Without a model accounts, files and history still work, and a process that is started anew
         *         would not have one either: `model` is told and decides nothing.
         */
        Readiness: {
            status: string;
            checks: {
                [key: string]: string;
            };
        };
        /** Reasoning */
        Reasoning: {
            /** @default null */
            effort?: string | null;
            /** @default null */
            summary?: string | null;
        };
        /**
         * Recognised
         * @description The answer; without an image when none was kept, or it is gone. `aigc` is the label of one
         *         that a model gave.
         */
        Recognised: {
            id: string;
            /** @enum {unknown} */
            kind: "antique" | "drug" | "general";
            result: unknown;
            text: string;
            image: components["schemas"]["RecognitionResultsImage"] | null;
            engine: string;
            model: string | null;
            credits: components["schemas"]["Credits"];
            created_at: string;
            /** @default null */
            aigc: components["schemas"]["Aigc"] | null;
        };
        /**
         * Heading
         * @description A recognition in everybody's list: nothing of its picture. `email` is null when its owner has
         *         left.
         */
        RecognitionInspectionHeading: {
            id: string;
            user_id: string;
            email: string | null;
            kind: string;
            engine: string;
            model: string | null;
            credits: number;
            has_picture: boolean;
            created_at: string;
        };
        /** Asked */
        RecognitionRequestsAsked: {
            /** @default null */
            locale?: string | null;
            /** @enum {unknown} */
            kind: "antique" | "drug" | "general";
            image: string;
        };
        /**
         * Form
         * @description All of a form; for `make reference`.
         */
        RecognitionRequestsForm: {
            /** @default null */
            locale?: string | null;
            /** @enum {unknown} */
            kind: "antique" | "drug" | "general";
            /** Format: binary */
            file: string;
        };
        /**
         * Image
         * @description The picture as it was kept; the address is valid for a while, lists come without.
         */
        RecognitionResultsImage: {
            file_id: string;
            url: string | null;
        };
        /**
         * Look
         * @description Why an administrator has to see what is somebody's own.
         */
        RecognitionsLook: {
            /** @default null */
            locale?: string | null;
            reason: string;
        };
        /**
         * Record
         * @description `kind` is that of a task (`image`, `video`, `speech`, `media`), `message`, `conversation`,
         *         `recognition`, or the endpoint of a call; a conversation may have answers of several models.
         */
        Record: {
            produce_id: string;
            kind: string;
            model: string | null;
            created_at: string;
            user_id: string;
            aigc: components["schemas"]["Aigc"];
        };
        /** NewPassword */
        RecoveryNewPassword: {
            /** @default null */
            locale?: string | null;
            token: string;
            password: string;
        };
        /** RedactedThinking */
        RedactedThinking: {
            /** @enum {unknown} */
            type: "redacted_thinking";
            data: string;
        };
        /**
         * Redeemed
         * @description The `credits` that a code gave, and the balance with them.
         */
        Redeemed: {
            credits: number;
            balance: number;
        };
        /** Redemption */
        Redemption: {
            /** @default null */
            locale?: string | null;
            code: string;
        };
        /** Refresh */
        Refresh: {
            /** @default null */
            locale?: string | null;
            refresh_token: string;
        };
        /** Application */
        RegisterApplication: {
            /** @default null */
            locale?: string | null;
            /** Format: email */
            email: string;
            password: string;
            /** @default  */
            name?: string;
            /** @default null */
            invite_code?: string | null;
        };
        /** Reply */
        Reply: {
            id: string;
            conversation_id: string | null;
            model: string;
            finish_reason: string;
            usage: components["schemas"]["ChatExchangesTokens"];
            credits: components["schemas"]["Bill"];
            demonstration: boolean;
            notes: string[];
            aigc: components["schemas"]["Aigc"];
            message: components["schemas"]["Said"];
        };
        /** Reserved */
        Reserved: {
            /** @default ok */
            status: string;
            /** @default null */
            count: number | null;
            /** @default null */
            credits: number | null;
        };
        /**
         * Row
         * @description `place` is input, output, name or prompt; `outcome` is refused, let_through or held_back, and
         *         the latter two were not checked.
         */
        Row: {
            day: string;
            place: string;
            outcome: string;
            label: string;
            count: number;
            last_at: string;
        };
        /** Said */
        Said: {
            content: string;
            /** @default assistant */
            role: string;
        };
        /**
         * Sending
         * @description The request by which the client sends the content, to the storage itself.
         */
        Sending: {
            method: string;
            url: string;
            headers: {
                [key: string]: string;
            };
            fields: {
                [key: string]: string;
            };
            expires_at: string;
        };
        /**
         * SessionShown
         * @description A log-in that goes on: when it was renewed last, and until when it may be again.
         */
        SessionShown: {
            id: string;
            renewed_at: string;
            expires_at: string;
        };
        /**
         * Setting
         * @description `changed` says whether an administrator chose it; `schema` is a JSON schema. `built_in` is
         *         what holds, by name, where the value leaves a name out: rates of limits, and personas.
         */
        Setting: {
            key: string;
            value: unknown;
            default: unknown;
            changed: boolean;
            schema: Record<string, never>;
            meaning: string;
            built_in: Record<string, never>;
        };
        /** Settings */
        Settings: {
            data: components["schemas"]["Setting"][];
        };
        /**
         * Asked
         * @description The body of POST /api/speech: a file of one's own, or a public address of a recording.
         */
        SpeechOrdersAsked: {
            /** @default null */
            locale?: string | null;
            /** @default null */
            file_id?: string | null;
            /** @default null */
            url?: string | null;
            /** @default null */
            language?: string | null;
            /** @default false */
            diarize?: boolean;
            /** @default false */
            summary?: boolean;
            /** @default null */
            model?: string | null;
        };
        /**
         * Form
         * @description All of it; for `make reference`.
         */
        SpeechProtocolFormsForm: {
            model: string;
            /** @default  */
            language?: string;
            /**
             * @default json
             * @enum {unknown}
             */
            response_format?: "diarized_json" | "json" | "srt" | "text" | "verbose_json" | "vtt";
            /** @default false */
            stream?: boolean;
            /** Format: binary */
            file: string;
        };
        /**
         * Question
         * @description The body of POST /v1/audio/speech. Voices of OpenAI's have ours of the same sex; others are
         *         names of the model's own. `mark` is ours: without it nobody hears that it is generated.
         */
        SpeechProtocolSpeechQuestion: {
            model: string;
            input: string;
            /** @default alloy */
            voice?: string | components["schemas"]["Voice"];
            /**
             * @default mp3
             * @enum {unknown}
             */
            response_format?: "aac" | "flac" | "mp3" | "opus" | "pcm" | "wav";
            /** @default 1 */
            speed?: number;
            /** @default null */
            instructions?: string | null;
            /**
             * @default audio
             * @enum {unknown}
             */
            stream_format?: "audio" | "sse";
            /** @default null */
            mark?: boolean | null;
        };
        /**
         * Spoken
         * @description A message of a conversation.
         */
        Spoken: {
            id: string;
            role: string;
            content: string;
            model: string | null;
            finish_reason: string | null;
            created_at: string;
            /** @default null */
            aigc: components["schemas"]["Aigc"] | null;
        };
        /**
         * State
         * @description Whether there is a second factor; `required` where the deployment asks administrators.
         */
        State: {
            enabled: boolean;
            recovery_codes: number;
            required: boolean;
        };
        /** StreamOptions */
        StreamOptions: {
            /** @default false */
            include_usage?: boolean;
        };
        /** Switch */
        Switch: {
            /** @default null */
            locale?: string | null;
            disabled: boolean;
        };
        /**
         * System
         * @description Each part that may fail alone says how it is; calls are of the last hour. `log_queries` is
         *         the address of a query in the log, which stands for `{query}`; empty where it is not known.
         */
        System: {
            versions: components["schemas"]["Versions"];
            uptime_seconds: number;
            database: components["schemas"]["Database"];
            storage: components["schemas"]["AdministrationSystemStorage"];
            providers: components["schemas"]["AdministrationSystemWorkProviders"];
            reservations: components["schemas"]["Reserved"];
            queue: components["schemas"]["Queue"];
            errors: components["schemas"]["Endpoints"];
            failures: components["schemas"]["FailedRequests"];
            jobs: components["schemas"]["Jobs"];
            leases: components["schemas"]["Leases"];
            log_queries: string;
        };
        /**
         * Task
         * @description `result` is null until there is one; what it says depends on the kind. `aigc` is the label of
         *         one that a model has made.
         */
        Task: {
            id: string;
            kind: string;
            status: string;
            progress: number;
            model: string | null;
            error: components["schemas"]["Failure"] | null;
            credits: components["schemas"]["Charge"];
            created_at: string;
            started_at: string | null;
            ended_at: string | null;
            subject: string;
            operation: string;
            result: unknown;
            aigc: components["schemas"]["Aigc"] | null;
        };
        /**
         * Heading
         * @description A task in a list; `progress` is in percent. `subject` is what was asked for: how a prompt
         *         begins, or the name of a file, and `operation` what is done to that; empty where it is not
         *         kept.
         */
        TasksListingHeading: {
            id: string;
            kind: string;
            status: string;
            progress: number;
            model: string | null;
            error: components["schemas"]["Failure"] | null;
            credits: components["schemas"]["Charge"];
            created_at: string;
            started_at: string | null;
            ended_at: string | null;
            subject: string;
            operation: string;
        };
        /** TextPart */
        TextPart: {
            /** @enum {unknown} */
            type: "text";
            text: string;
        };
        /** TextSource */
        TextSource: {
            /** @enum {unknown} */
            type: "text";
            data: string;
        };
        /** Thinking */
        Thinking: {
            /** @enum {unknown} */
            type: "thinking";
            thinking: string;
        };
        /** ThinkingMode */
        ThinkingMode: {
            /** @enum {unknown} */
            type: "adaptive" | "disabled" | "enabled";
            /** @default null */
            budget_tokens?: number | null;
        };
        /** Thumbnail */
        Thumbnail: {
            /** @enum {unknown} */
            operation: "thumbnail";
            options?: components["schemas"]["ThumbnailOptions"];
            /** @default null */
            locale?: string | null;
            file_id: string;
        };
        /**
         * ThumbnailOptions
         * @description `at` in seconds or `percent` of the duration: of a film, one still for each.
         */
        ThumbnailOptions: {
            /** @default 480 */
            width?: number;
            /** @default null */
            height?: number | null;
            /**
             * @default jpeg
             * @enum {unknown}
             */
            format?: "jpeg" | "png" | "webp";
            /** @default [] */
            at?: number[];
            /** @default [] */
            percent?: number[];
        };
        /**
         * Told
         * @description `code` is stable; `message` is for people.
         */
        Told: {
            code: string;
            message: string;
            type: string;
            param: string | null;
            request_id: string;
            faults?: components["schemas"]["Fault"][];
        };
        /**
         * Tool
         * @description One that the caller runs; those that Anthropic runs, or knows by their type, have another.
         */
        Tool: {
            name: string;
            /** @default null */
            type?: string | null;
            /** @default null */
            description?: string | null;
            /** @default null */
            input_schema?: Record<string, never> | null;
        };
        /** ToolChoice */
        ToolChoice: {
            /** @enum {unknown} */
            type: "any" | "auto" | "none" | "tool";
            /** @default null */
            name?: string | null;
            /** @default false */
            disable_parallel_tool_use?: boolean;
        };
        /** ToolResult */
        ToolResult: {
            /** @enum {unknown} */
            type: "tool_result";
            tool_use_id: string;
            /** @default null */
            content?: string | (components["schemas"]["ProtocolsAnthropicBlocksText"] | components["schemas"]["ProtocolsAnthropicBlocksImage"] | components["schemas"]["Document"])[] | null;
            /** @default false */
            is_error?: boolean;
        };
        /** ToolUse */
        ToolUse: {
            /** @enum {unknown} */
            type: "tool_use";
            id: string;
            name: string;
            input: Record<string, never>;
        };
        /** Totals */
        Totals: {
            calls: number;
            failed: number;
            input_tokens: number;
            output_tokens: number;
            cached_tokens: number;
            reasoning_tokens: number;
            credits: number;
            first_ms: number | null;
            total_ms: number | null;
        };
        /** Transcode */
        Transcode: {
            /** @enum {unknown} */
            operation: "transcode";
            options?: components["schemas"]["TranscodeOptions"];
            /** @default null */
            locale?: string | null;
            file_id: string;
        };
        /**
         * TranscodeOptions
         * @description H.264 in MP4, or VP9 in WebM; never more pixels than there are.
         */
        TranscodeOptions: {
            /**
             * @default mp4
             * @enum {unknown}
             */
            format?: "mp4" | "webm";
            /** @default null */
            height?: number | null;
        };
        /**
         * Trial
         * @description How a model answered one short question.
         */
        Trial: {
            ok: boolean;
            ms: number;
            model: string;
            said: string;
        };
        /**
         * Turn
         * @description One message; content is text, or OpenAI's parts.
         */
        Turn: {
            /** @enum {unknown} */
            role: "assistant" | "system" | "user";
            content: string | (components["schemas"]["TextPart"] | components["schemas"]["ImagePart"])[];
        };
        /**
         * Unit
         * @description Credits for a picture, or for a second, while it has at most so many pixels.
         */
        Unit: {
            up_to: number;
            credits: number;
        };
        /**
         * Upload
         * @description A file in `count` parts of `part_size` bytes, the last of what is left; those that came.
         */
        Upload: {
            file: components["schemas"]["FilesLibraryShown"];
            part_size: number;
            count: number;
            parts: components["schemas"]["Part"][];
            expires_at: string;
        };
        /** Announced */
        UploadsAnnounced: {
            /** @default null */
            locale?: string | null;
            filename: string;
            content_type: string;
            size: number;
        };
        /** UrlSource */
        UrlSource: {
            /** @enum {unknown} */
            type: "url";
            url: string;
        };
        /** Usage */
        Usage: {
            prompt_tokens: number;
            total_tokens: number;
        };
        /**
         * Used
         * @description What a user's files take of the storage.
         */
        Used: {
            bytes: number;
            files: number;
        };
        /** UserShown */
        UserShown: {
            id: string;
            email: string;
            name: string;
            role: string;
            credits: number;
            disabled: boolean;
            confirmed: boolean;
            second_factor: boolean;
            created_at: string;
            storage: components["schemas"]["Used"];
        };
        /** Change */
        UsersChange: {
            /** @default null */
            locale?: string | null;
            /** @default null */
            role?: ("admin" | "user") | null;
            /** @default null */
            disabled?: boolean | null;
            /** @default null */
            name?: string | null;
        };
        /**
         * Changed
         * @description How many are now other than they were.
         */
        UsersChanged: {
            changed: number;
        };
        /** Given */
        UsersGiven: {
            credits: number;
        };
        /** NewPassword */
        UsersNewPassword: {
            /** @default null */
            locale?: string | null;
            password: string;
        };
        /**
         * Vector
         * @description Its numbers as JSON, or as little-endian 32-bit floats in base64.
         */
        Vector: {
            index: number;
            embedding: unknown;
            /** @default embedding */
            object: string;
        };
        /**
         * Versions
         * @description `schema` is the migration that was applied last.
         */
        Versions: {
            product: string;
            python: string;
            database: string;
            schema: string | null;
        };
        /** Voice */
        Voice: {
            id: string;
        };
        /**
         * Wanted
         * @description The numbers of parts, from 1.
         */
        Wanted: {
            /** @default null */
            locale?: string | null;
            numbers: number[];
        };
        /** Watermark */
        Watermark: {
            /** @enum {unknown} */
            operation: "watermark";
            options: components["schemas"]["WatermarkOptions"];
            /** @default null */
            locale?: string | null;
            file_id: string;
        };
        /**
         * WatermarkOptions
         * @description `text`, or the picture in one's own file `image`; `size` in percent of the width.
         */
        WatermarkOptions: {
            /** @default null */
            text?: string | null;
            /** @default null */
            image?: string | null;
            /**
             * @default southeast
             * @enum {unknown}
             */
            position?: "center" | "east" | "north" | "northeast" | "northwest" | "south" | "southeast" | "southwest" | "west";
            /** @default 50 */
            opacity?: number;
            /** @default 30 */
            size?: number;
        };
        /**
         * Whole
         * @description A conversation with its messages, oldest first; `aigc` is the label of the whole, where there
         *         is an answer.
         */
        Whole: {
            id: string;
            title: string;
            type: string;
            created_at: string;
            updated_at: string;
            messages: components["schemas"]["Spoken"][];
            /** @default null */
            aigc: components["schemas"]["Aigc"] | null;
        };
    };
    responses: {
        /** @description `invalid_json` */
        "400.invalid_json": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `invalid_credentials`, `invalid_token`, `token_expired`, `unauthorized` */
        "401.invalid_credentials.invalid_token.token_expired.unauthorized": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `invalid_credentials`, `second_factor_invalid`, `second_factor_required` */
        "401.invalid_credentials.second_factor_invalid.second_factor_required": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `invalid_token`, `second_factor_invalid`, `token_expired`, `unauthorized` */
        "401.invalid_token.second_factor_invalid.token_expired.unauthorized": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `invalid_token`, `token_expired` */
        "401.invalid_token.token_expired": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `invalid_token`, `token_expired`, `unauthorized` */
        "401.invalid_token.token_expired.unauthorized": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `unauthorized` */
        "401.unauthorized": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `insufficient_credits` */
        "402.insufficient_credits": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `account_disabled` */
        "403.account_disabled": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `account_disabled`, `forbidden` */
        "403.account_disabled.forbidden": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `account_disabled`, `forbidden`, `invite_invalid` */
        "403.account_disabled.forbidden.invite_invalid": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `account_disabled`, `storage_full` */
        "403.account_disabled.storage_full": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `forbidden` */
        "403.forbidden": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `invite_invalid`, `invite_required` */
        "403.invite_invalid.invite_required": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `model_not_found` */
        "404.model_not_found": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `model_not_found`, `not_found` */
        "404.model_not_found.not_found": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `not_found` */
        "404.not_found": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `conflict` */
        "409.conflict": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `conflict`, `idempotency_conflict` */
        "409.conflict.idempotency_conflict": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `email_taken`, `idempotency_conflict` */
        "409.email_taken.idempotency_conflict": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `idempotency_conflict` */
        "409.idempotency_conflict": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `payload_too_large` */
        "413.payload_too_large": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `unsupported_media_type` */
        "415.unsupported_media_type": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `diarize_unavailable`, `invalid_request` */
        "422.diarize_unavailable.invalid_request": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `invalid_request` */
        "422.invalid_request": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `quota_exceeded`, `rate_limited` */
        "429.quota_exceeded.rate_limited": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `rate_limited` */
        "429.rate_limited": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `rate_limited`, `too_many_attempts` */
        "429.rate_limited.too_many_attempts": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `internal_error` */
        "500.internal_error": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `upstream_error` */
        "502.upstream_error": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `unavailable` */
        "503.unavailable": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `upstream_timeout` */
        "504.upstream_timeout": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description `invalid_request_error` */
        "anthropic.400.invalid_request_error": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicError"];
            };
        };
        /** @description `authentication_error` */
        "anthropic.401.authentication_error": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicError"];
            };
        };
        /** @description `billing_error` */
        "anthropic.402.billing_error": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicError"];
            };
        };
        /** @description `permission_error` */
        "anthropic.403.permission_error": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicError"];
            };
        };
        /** @description `not_found_error` */
        "anthropic.404.not_found_error": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicError"];
            };
        };
        /** @description `invalid_request_error` */
        "anthropic.409.invalid_request_error": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicError"];
            };
        };
        /** @description `request_too_large` */
        "anthropic.413.request_too_large": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicError"];
            };
        };
        /** @description `rate_limit_error` */
        "anthropic.429.rate_limit_error": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicError"];
            };
        };
        /** @description `api_error` */
        "anthropic.500.api_error": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicError"];
            };
        };
        /** @description `timeout_error` */
        "anthropic.504.timeout_error": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicError"];
            };
        };
        /** @description `overloaded_error` */
        "anthropic.529.overloaded_error": {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicError"];
            };
        };
    };
    parameters: {
        /**
         * @description The language of messages: `zh` (default) or `en`.
         * @example en
         */
        "Accept-Language": string;
        /** @description The same key and body within 24 hours get the first answer again. */
        "Idempotency-Key": string;
    };
    requestBodies: never;
    headers: {
        "X-Request-Id": string;
        "X-RateLimit-Limit": number;
        "X-RateLimit-Remaining": number;
        /** @description in so many seconds */
        "X-RateLimit-Reset": number;
        "Retry-After": number;
        "WWW-Authenticate": string;
        "Idempotency-Replayed": "true";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    pages_front: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Done; there is nothing to tell */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    pages_panel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Done; there is nothing to tell */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    pages_same_panel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            308: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    admin_find_audit: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                from?: string;
                to?: string;
                tz?: string;
                q?: string;
                action?: string;
                target?: string;
                actor?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfAuditEntry"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    operations_find_backups: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backups"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    operations_make_backup: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackupShown"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            409: components["responses"]["409.conflict"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    operations_fetch_backup: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "backups/20261122T180000Z-01KB3Z6V4N8Q2R5T7W9X0Y1Z2A.gz",
                 *       "reason": "a restore on another machine"
                 *     }
                 */
                "application/json": components["schemas"]["OperationsBackupsWish"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationsBackupsAddress"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    admin_find_calls: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                from?: string;
                to?: string;
                tz?: string;
                call?: string;
                user?: string;
                key?: string;
                model?: string;
                provider?: string;
                project?: string;
                endpoint?: string;
                status?: "" | "failed" | "ok";
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfCallShown"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    operations_read_connection: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    drugs_admin_add: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "示例胶囊",
                 *       "approval_number": "国药准字H99999999",
                 *       "manufacturer": "示例数据",
                 *       "specification": "0.25g*24粒",
                 *       "dosage_form": "胶囊剂"
                 *     }
                 */
                "application/json": components["schemas"]["DrugsCatalogueGiven"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drug"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    drugs_admin_import_csv: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example name,approval_number,manufacturer,specification
                 *     示例胶囊,国药准字H99999999,示例数据,0.25g*24粒
                 */
                "text/csv": string;
                /**
                 * @example name,approval_number,manufacturer,specification
                 *     示例胶囊,国药准字H99999999,示例数据,0.25g*24粒
                 */
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    drugs_admin_preview_csv: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example name,approval_number,manufacturer,specification
                 *     示例胶囊,国药准字H99999999,示例数据,0.25g*24粒
                 */
                "text/csv": string;
                /**
                 * @example name,approval_number,manufacturer,specification
                 *     示例胶囊,国药准字H99999999,示例数据,0.25g*24粒
                 */
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    drugs_admin_replace: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                drug_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "示例胶囊",
                 *       "approval_number": "国药准字H99999999",
                 *       "specification": "0.5g*24粒"
                 *     }
                 */
                "application/json": components["schemas"]["DrugsCatalogueGiven"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drug"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    drugs_admin_remove: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                drug_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    export_export: {
        parameters: {
            query: {
                /** @example users */
                dataset: "audit" | "conversations" | "drugs" | "invites" | "ledger" | "messages" | "recognitions" | "tasks" | "usage" | "users";
                /** @example csv */
                format?: "csv" | "ndjson" | "xlsx";
                from?: string;
                to?: string;
                tz?: string;
                bom?: boolean;
                delivery?: "inline" | "link";
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv; charset=utf-8": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                    "application/json": components["schemas"]["Link"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            413: components["responses"]["413.payload_too_large"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    export_read_connection: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    files_find_all: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                from?: string;
                to?: string;
                tz?: string;
                user?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfFilesInspectionHeading"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    files_look: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "reported as unreadable by its owner"
                 *     }
                 */
                "application/json": components["schemas"]["FilesLook"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesLibraryShown"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    files_remove_any: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "asked for by its owner"
                 *     }
                 */
                "application/json": components["schemas"]["FilesLook"];
            };
        };
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    admin_find_invites: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                q?: string;
                kind?: "" | "invite" | "redemption";
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfAccountsInvitesShown"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    admin_make_invites: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "count": 1,
                 *       "max_uses": 5,
                 *       "credits": 1000,
                 *       "note": "for friends"
                 *     }
                 */
                "application/json": components["schemas"]["AccountsInvitesOrder"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            409: components["responses"]["409.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    admin_change_invite: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                invite_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "disabled": true
                 *     }
                 */
                "application/json": components["schemas"]["Switch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsInvitesShown"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    admin_find_uses: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                invite_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfInviteUse"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    admin_find_movements: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                from?: string;
                to?: string;
                tz?: string;
                user?: string;
                kind?: "" | "grant" | "invite" | "redemption" | "release" | "reserve" | "settle" | "signup";
                open?: boolean;
                request?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfOwnedEntry"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    admin_check_ledger: {
        parameters: {
            query?: {
                user?: string;
                cursor?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Check"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    catalogue_find_models: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Models"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    catalogue_add_model: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "quick",
                 *       "provider": "default",
                 *       "upstream_name": "qwen-flash",
                 *       "prices": [
                 *         {
                 *           "input": 150,
                 *           "output": 1500
                 *         }
                 *       ],
                 *       "description": "Quick and cheap."
                 *     }
                 */
                "application/json": components["schemas"]["ModelEntry"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelShown"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    catalogue_replace_model: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /**
                 * @description May contain `/`.
                 * @example quick
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "quick",
                 *       "provider": "default",
                 *       "upstream_name": "qwen-flash",
                 *       "prices": [
                 *         {
                 *           "input": 150,
                 *           "output": 1500
                 *         }
                 *       ],
                 *       "enabled": false
                 *     }
                 */
                "application/json": components["schemas"]["ModelEntry"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelShown"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    catalogue_remove_model: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /**
                 * @description May contain `/`.
                 * @example quick
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    catalogue_try_model: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /**
                 * @description May contain `/`.
                 * @example qwen-plus
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trial"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
            504: components["responses"]["504.upstream_timeout"];
        };
    };
    operations_find_refusals: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationReportReport"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    operations_read_overview: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                tz?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    catalogue_read_price_list: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceList"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    catalogue_find_providers: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueProviders"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    catalogue_put_provider: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "second",
                 *       "base_url": "https://dashscope.aliyuncs.com/compatible-mode/v1",
                 *       "quirks": "qwen"
                 *     }
                 */
                "application/json": components["schemas"]["ProviderEntry"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderShown"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    catalogue_remove_provider: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example second */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.conflict"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    recognitions_find_all: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                from?: string;
                to?: string;
                tz?: string;
                kind?: "" | "antique" | "drug" | "general";
                user?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfRecognitionInspectionHeading"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    recognitions_look: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                recognition_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "reported as wrong by its owner"
                 *     }
                 */
                "application/json": components["schemas"]["RecognitionsLook"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recognised"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    operations_find_settings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    operations_put_setting: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example announcement */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "value": {
                 *         "zh": "今晚维护",
                 *         "en": "Maintenance tonight"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Choice"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Setting"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    operations_read_system: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["System"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    tasks_find_all: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                from?: string;
                to?: string;
                tz?: string;
                status?: "" | "cancelled" | "failed" | "queued" | "running" | "succeeded";
                kind?: string;
                user?: string;
                error?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfListedHeading"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    tasks_find_failures: {
        parameters: {
            query?: {
                hours?: number;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failed"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    tasks_read_any: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnedTask"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    tasks_cancel_any: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnedTask"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.conflict"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    tasks_retry_any: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnedTask"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.conflict.idempotency_conflict"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    admin_find_usage: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                tz?: string;
                group_by?: "day" | "endpoint" | "hour" | "key" | "model" | "project" | "status" | "user";
                model?: string;
                project?: string;
                key?: string;
                endpoint?: string;
                status?: string;
                user?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingUsageReport"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    users_find: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                q?: string;
                role?: "" | "admin" | "user";
                disabled?: boolean | null;
                code_note?: string;
                sort?: "" | "-created_at" | "-email" | "created_at" | "email";
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfUserShown"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    users_change_many: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ids": [
                 *         "01KB3Z6V4N8Q2R5T7W9X0Y1Z2A"
                 *       ],
                 *       "disabled": true
                 *     }
                 */
                "application/json": components["schemas"]["Many"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersChanged"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    users_read: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserShown"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    users_change: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "name": "Mei",
                 *       "disabled": false
                 *     }
                 */
                "application/json": components["schemas"]["UsersChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserShown"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    users_count_belongings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Belongings"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    users_confirm: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    users_change_credits: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount": 1000,
                 *       "reason": "a welcome"
                 *     }
                 */
                "application/json": components["schemas"]["Gift"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersGiven"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.conflict.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    users_find_keys: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfAccountsApiKeysShown"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    users_remove_key: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                user_id: string;
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2B */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    users_set_password: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "another long phrase"
                 *     }
                 */
                "application/json": components["schemas"]["UsersNewPassword"];
            };
        };
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    users_end_second_factor: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    users_find_sessions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfSessionShown"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    users_end_sessions: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    users_unlock: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    recovery_confirm: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "9xPq0Zs7rWc4"
                 *     }
                 */
                "application/json": components["schemas"]["Linked"];
            };
        };
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_json"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    recovery_send: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsLinksAsked"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            409: components["responses"]["409.conflict"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    credits_find_credits: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                from?: string;
                to?: string;
                tz?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Balance"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    keys_find_keys: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfAccountsApiKeysShown"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    keys_make_key: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "laptop",
                 *       "project": "demo",
                 *       "daily_tokens": 100000
                 *     }
                 */
                "application/json": components["schemas"]["AccountsApiKeysOrder"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            409: components["responses"]["409.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    keys_remove_key: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    login_login: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "mei@example.com",
                 *       "password": "a long enough phrase"
                 *     }
                 */
                "application/json": components["schemas"]["LoginApplication"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsSessionsTokens"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_credentials.second_factor_invalid.second_factor_required"];
            403: components["responses"]["403.account_disabled"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited.too_many_attempts"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    sessions_log_out: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "refresh_token": "the refresh_token of the log-in"
                 *     }
                 */
                "application/json": components["schemas"]["LogOut"];
            };
        };
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    account_me: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Own"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    account_remove: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "a long enough phrase"
                 *     }
                 */
                "application/json": components["schemas"]["Goodbye"];
            };
        };
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_credentials.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited.too_many_attempts"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    account_change: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "name": "Mei"
                 *     }
                 */
                "application/json": components["schemas"]["AccountChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsChangesChanged"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_credentials.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited.too_many_attempts"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    credits_redeem: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "AB3DE-FG4HJ-KM5NP-QR6ST"
                 *     }
                 */
                "application/json": components["schemas"]["Redemption"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redeemed"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden.invite_invalid"];
            409: components["responses"]["409.conflict.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    sessions_refresh: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refresh_token": "the refresh_token of the log-in"
                 *     }
                 */
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsSessionsTokens"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired"];
            403: components["responses"]["403.account_disabled"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    register_register: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "mei@example.com",
                 *       "password": "a long enough phrase",
                 *       "name": "Mei"
                 *     }
                 */
                "application/json": components["schemas"]["RegisterApplication"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsSessionsTokens"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            403: components["responses"]["403.invite_invalid.invite_required"];
            409: components["responses"]["409.email_taken.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    recovery_ask: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "li@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["Forgotten"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsLinksAsked"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    recovery_set_password: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "9xPq0Zs7rWc4",
                 *       "password": "another long phrase"
                 *     }
                 */
                "application/json": components["schemas"]["RecoveryNewPassword"];
            };
        };
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_json"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    second_factor_read: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["State"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    second_factor_begin: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "a long enough phrase"
                 *     }
                 */
                "application/json": components["schemas"]["Password"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountsAuthenticatorsBegun"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_credentials.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited.too_many_attempts"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    second_factor_end: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "a long enough phrase"
                 *     }
                 */
                "application/json": components["schemas"]["Password"];
            };
        };
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_credentials.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited.too_many_attempts"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    second_factor_confirm: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "492039"
                 *     }
                 */
                "application/json": components["schemas"]["Code"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Codes"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.second_factor_invalid.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    second_factor_renew_codes: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "a long enough phrase"
                 *     }
                 */
                "application/json": components["schemas"]["Password"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Codes"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_credentials.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited.too_many_attempts"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    sessions_find_sessions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfAccountsOwnSessionsShown"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    sessions_end_sessions: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    sessions_end_session: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    credits_find_usage: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                tz?: string;
                group_by?: "day" | "endpoint" | "hour" | "key" | "model" | "project" | "status" | "user";
                model?: string;
                project?: string;
                key?: string;
                endpoint?: string;
                status?: string;
                user?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingUsageReport"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    chat_chat: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "locale": "en",
                 *       "messages": [
                 *         {
                 *           "role": "user",
                 *           "content": "Why is the sky blue?"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ChatExchangesQuestion"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reply"];
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled.forbidden"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
            504: components["responses"]["504.upstream_timeout"];
        };
    };
    conversations_find: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                q?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfChatConversationsHeading"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    conversations_read: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Whole"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    conversations_remove: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    conversations_rename: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Greetings"
                 *     }
                 */
                "application/json": components["schemas"]["ConversationsChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatConversationsHeading"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    drugs_find: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @example 阿莫西林 */
                q?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfDrug"];
                };
            };
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    drugs_read: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                drug_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drug"];
                };
            };
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    files_find: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfFilesLibraryShown"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    files_begin: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filename": "box.jpg",
                 *       "content_type": "image/jpeg",
                 *       "size": 68231
                 *     }
                 */
                "application/json": components["schemas"]["FilesAnnounced"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesLibraryBegun"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.storage_full"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    files_serve: {
        parameters: {
            query?: {
                expires?: number;
                type?: string;
                name?: string;
                limit?: number;
                signature?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /**
                 * @description May contain `/`.
                 * @example users/01KB3Z6V4N8Q2R5T7W9X0Y1Z2A/box.jpg
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.not_found"];
            422: components["responses"]["422.invalid_request"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    files_receive: {
        parameters: {
            query?: {
                expires?: number;
                type?: string;
                name?: string;
                limit?: number;
                signature?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /**
                 * @description May contain `/`.
                 * @example users/01KB3Z6V4N8Q2R5T7W9X0Y1Z2A/box.jpg
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example the bytes of the file */
                "*/*": string;
            };
        };
        responses: {
            /** @description Done; there is nothing to tell */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_json"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    files_read: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesLibraryShown"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    files_remove: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    health_live: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Life"];
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    health_ready: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            500: components["responses"]["500.internal_error"];
            /** @description Done */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    images_draw: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "prompt": "一只在窗台上打盹的橘猫，水彩",
                 *       "n": 1
                 *     }
                 */
                "application/json": components["schemas"]["PicturesOrdersWish"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled.storage_full"];
            404: components["responses"]["404.model_not_found.not_found"];
            409: components["responses"]["409.conflict.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    about_info: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Info"];
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    tasks_read_label: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                produce_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    media_make: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file_id": "01KB3Z6V4N8Q2R5T7W9X0Y1Z2A",
                 *       "operation": "thumbnail",
                 *       "options": {
                 *         "percent": [
                 *           10,
                 *           50
                 *         ],
                 *         "width": 480
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Compress"] | components["schemas"]["Convert"] | components["schemas"]["Thumbnail"] | components["schemas"]["Watermark"] | components["schemas"]["Transcode"] | components["schemas"]["Audio"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.conflict.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    models_find: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    docs_document: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Done; there is nothing to tell */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    recognitions_find: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                kind?: "" | "antique" | "drug" | "general";
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfRecognised"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    recognitions_read: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                recognition_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recognised"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    recognitions_remove: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                recognition_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    recognize_recognize: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["RecognitionRequestsForm"];
                /**
                 * @example {
                 *       "kind": "drug",
                 *       "image": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAGAAAAAgAQAAAADFu0D5AAAAUElEQVR42mP8z4AATAyDjPNB1ob/HITDwnD/4rvZcBkOASRlDxsYGDhgnAv8CTNgUv93v/2ddvX///////9nYvjPwCDAAlN20ABuAOMgDgMAvvsXz4GJv10AAAAASUVORK5CYII="
                 *     }
                 */
                "application/json": components["schemas"]["RecognitionRequestsAsked"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recognised"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled.storage_full"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.conflict.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
            504: components["responses"]["504.upstream_timeout"];
        };
    };
    speech_transcribe: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.com/meeting.mp3",
                 *       "language": "zh",
                 *       "summary": true
                 *     }
                 */
                "application/json": components["schemas"]["SpeechOrdersAsked"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled.storage_full"];
            404: components["responses"]["404.model_not_found.not_found"];
            409: components["responses"]["409.conflict.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.diarize_unavailable.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    tasks_find: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                from?: string;
                to?: string;
                tz?: string;
                status?: "" | "cancelled" | "failed" | "queued" | "running" | "succeeded";
                kind?: string;
            };
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfTasksListingHeading"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    tasks_read: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    tasks_cancel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.conflict"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    tasks_watch: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    uploads_begin: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filename": "meeting.mp4",
                 *       "content_type": "video/mp4",
                 *       "size": 73400320
                 *     }
                 */
                "application/json": components["schemas"]["UploadsAnnounced"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled.storage_full"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    uploads_look: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            413: components["responses"]["413.payload_too_large"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    uploads_abort: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    uploads_complete: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesLibraryShown"];
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    uploads_addresses: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                file_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "numbers": [
                 *         1,
                 *         2,
                 *         3
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Wanted"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Addresses"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    videos_film: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "prompt": "一只小猫在月光下奔跑",
                 *       "seconds": 5,
                 *       "size": "720P"
                 *     }
                 */
                "application/json": components["schemas"]["PicturesVideosOrdersWish"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled.storage_full"];
            404: components["responses"]["404.model_not_found.not_found"];
            409: components["responses"]["409.conflict.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    pages_asset: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A.js */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Done; there is nothing to tell */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["404.not_found"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    pages_configuration: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configuration"];
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    docs_page: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    docs_same_page: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    docs_asset: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example swagger-ui.css */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                    "text/css": string;
                };
            };
            404: components["responses"]["404.not_found"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    pages_icon: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    metrics_read: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                    "application/openmetrics-text": string;
                };
            };
            401: components["responses"]["401.unauthorized"];
            404: components["responses"]["404.not_found"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    metrics_tell: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "alerts": [
                 *         {
                 *           "status": "firing",
                 *           "labels": {
                 *             "alertname": "Down"
                 *           },
                 *           "annotations": {
                 *             "summary": "The site does not answer.",
                 *             "summary_zh": "站点没有应答。"
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Notification"];
            };
        };
        responses: {
            /** @description Done; there is nothing to tell */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.unauthorized"];
            404: components["responses"]["404.not_found"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
            504: components["responses"]["504.upstream_timeout"];
        };
    };
    pages_file: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example 01KB3Z6V4N8Q2R5T7W9X0Y1Z2A.svg */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Done; there is nothing to tell */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["404.not_found"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    audio_speak: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "cosyvoice-v3-flash",
                 *       "input": "今天天气真好。",
                 *       "voice": "alloy",
                 *       "response_format": "mp3"
                 *     }
                 */
                "application/json": components["schemas"]["SpeechProtocolSpeechQuestion"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "audio/mpeg": string;
                    "audio/ogg": string;
                    "audio/wav": string;
                    "audio/pcm": string;
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.model_not_found"];
            409: components["responses"]["409.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
            504: components["responses"]["504.upstream_timeout"];
        };
    };
    audio_transcribe: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["SpeechProtocolFormsForm"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                    "text/plain; charset=utf-8": string;
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled.storage_full"];
            404: components["responses"]["404.model_not_found"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.diarize_unavailable.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
            504: components["responses"]["504.upstream_timeout"];
        };
    };
    audio_translate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["SpeechProtocolFormsForm"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                    "text/plain; charset=utf-8": string;
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled.storage_full"];
            404: components["responses"]["404.model_not_found"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.diarize_unavailable.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
            504: components["responses"]["504.upstream_timeout"];
        };
    };
    completions_complete: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "qwen-plus",
                 *       "messages": [
                 *         {
                 *           "role": "user",
                 *           "content": "Good morning"
                 *         }
                 *       ],
                 *       "max_tokens": 200
                 *     }
                 */
                "application/json": components["schemas"]["ProtocolsChatCompletionsQuestion"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.model_not_found"];
            409: components["responses"]["409.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
            504: components["responses"]["504.upstream_timeout"];
        };
    };
    completions_complete_text: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "qwen-plus",
                 *       "prompt": "Once upon a time",
                 *       "max_tokens": 50
                 *     }
                 */
                "application/json": components["schemas"]["ProtocolsTextCompletionsQuestion"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.model_not_found"];
            409: components["responses"]["409.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
            504: components["responses"]["504.upstream_timeout"];
        };
    };
    embeddings_embed: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "text-embedding-v4",
                 *       "input": [
                 *         "The sky is blue.",
                 *         "天空是蓝色的。"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ProtocolsEmbeddingsQuestion"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Embeddings"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.model_not_found"];
            409: components["responses"]["409.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
            504: components["responses"]["504.upstream_timeout"];
        };
    };
    images_edit: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["PicturesOpenaiForm"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pictures"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled.storage_full"];
            404: components["responses"]["404.model_not_found.not_found"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    images_generate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "qwen-image-plus",
                 *       "prompt": "一只在窗台上打盹的橘猫，水彩",
                 *       "response_format": "url"
                 *     }
                 */
                "application/json": components["schemas"]["PicturesOpenaiQuestion"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pictures"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled.storage_full"];
            404: components["responses"]["404.model_not_found.not_found"];
            409: components["responses"]["409.conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    messages_answer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "qwen-plus",
                 *       "max_tokens": 200,
                 *       "messages": [
                 *         {
                 *           "role": "user",
                 *           "content": "Good morning"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ProtocolsAnthropicQuestionQuestion"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["anthropic.400.invalid_request_error"];
            401: components["responses"]["anthropic.401.authentication_error"];
            402: components["responses"]["anthropic.402.billing_error"];
            403: components["responses"]["anthropic.403.permission_error"];
            404: components["responses"]["anthropic.404.not_found_error"];
            409: components["responses"]["anthropic.409.invalid_request_error"];
            413: components["responses"]["anthropic.413.request_too_large"];
            429: components["responses"]["anthropic.429.rate_limit_error"];
            500: components["responses"]["anthropic.500.api_error"];
            504: components["responses"]["anthropic.504.timeout_error"];
            529: components["responses"]["anthropic.529.overloaded_error"];
        };
    };
    messages_count: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "qwen-plus",
                 *       "messages": [
                 *         {
                 *           "role": "user",
                 *           "content": "Good morning"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Conversation"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtocolsAnthropicMessagesCounted"];
                };
            };
            400: components["responses"]["anthropic.400.invalid_request_error"];
            401: components["responses"]["anthropic.401.authentication_error"];
            403: components["responses"]["anthropic.403.permission_error"];
            404: components["responses"]["anthropic.404.not_found_error"];
            413: components["responses"]["anthropic.413.request_too_large"];
            429: components["responses"]["anthropic.429.rate_limit_error"];
            500: components["responses"]["anthropic.500.api_error"];
            529: components["responses"]["anthropic.529.overloaded_error"];
        };
    };
    completions_find_models: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    completions_read_model: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /**
                 * @description May contain `/`.
                 * @example qwen-plus
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.model_not_found.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    rerank_rank: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "qwen3-rerank",
                 *       "query": "感冒了吃什么",
                 *       "documents": [
                 *         "多喝热水，注意休息。",
                 *         "云南的菌子很鲜。"
                 *       ],
                 *       "top_n": 1
                 *     }
                 */
                "application/json": components["schemas"]["ProtocolsRerankQuestion"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ranking"];
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.model_not_found"];
            409: components["responses"]["409.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
            504: components["responses"]["504.upstream_timeout"];
        };
    };
    responses_create: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The same key and body within 24 hours get the first answer again. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "qwen-plus",
                 *       "input": "Good morning",
                 *       "max_output_tokens": 200
                 *     }
                 */
                "application/json": components["schemas"]["ProtocolsResponsesQuestionQuestion"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["400.invalid_json"];
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            402: components["responses"]["402.insufficient_credits"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.model_not_found"];
            409: components["responses"]["409.idempotency_conflict"];
            413: components["responses"]["413.payload_too_large"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.invalid_request"];
            429: components["responses"]["429.quota_exceeded.rate_limited"];
            500: components["responses"]["500.internal_error"];
            502: components["responses"]["502.upstream_error"];
            503: components["responses"]["503.unavailable"];
            504: components["responses"]["504.upstream_timeout"];
        };
    };
    responses_read: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example resp_01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                response_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
    responses_remove: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of messages: `zh` (default) or `en`.
                 * @example en
                 */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @example resp_01KB3Z6V4N8Q2R5T7W9X0Y1Z2A */
                response_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            401: components["responses"]["401.invalid_token.token_expired.unauthorized"];
            403: components["responses"]["403.account_disabled"];
            404: components["responses"]["404.not_found"];
            429: components["responses"]["429.rate_limited"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.unavailable"];
        };
    };
}
