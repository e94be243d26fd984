# shellcheck shell=sh disable=SC2154 # install.sh reads this part and sets the variables
# Takes an installation away. install.sh --uninstall.

uninstall() {
	step 'Removing'
	if [ -e "$SITE" ] || [ -L "$SITE_LINK" ]; then
		read_part site.sh
		remove_site
	fi
	if has_systemd && [ -f "$UNIT" ]; then run systemctl disable --now --quiet "$NAME" || true; fi
	if [ "$USE_WEBMIN" = 1 ]; then delete_module; fi
	if is_live; then stop_leftover; fi
	for path in "$UNIT" "$ROTATE" "$COMMAND" "$PROGRAM" "$PROGRAM.new" "$PROGRAM.old"; do
		if [ -e "$path" ] || [ -L "$path" ]; then run rm -rf "$path"; fi
	done
	if has_systemd; then run systemctl daemon-reload; fi
	if [ "$PURGE" = 1 ]; then purge; else say "The data stays in $DATA, the configuration and the key of its secrets in $CONFIG."; fi
}

# Webmin runs the module's own uninstall, which removes service and route
delete_module() {
	root=$(webmin_root)
	[ -d "$root/$NAME" ] || return 0
	if [ "$DRY_RUN" = 1 ]; then say "would delete: the Webmin module in $root/$NAME"; return 0; fi
	(cd "$root" && WEBMIN_CONFIG=$WEBMIN_CONFIG WEBMIN_VAR=$(cat "$WEBMIN_CONFIG/var-path") PERLLIB=$root perl -e '
		push(@INC, "."); $main::no_acl_check = 1; $0 = "$ARGV[0]/install-module.pl";
		require WebminCore; WebminCore->import(); init_config();
		foreign_require("webmin", "webmin-lib.pl");
		my $what = webmin::delete_webmin_module($ARGV[1], 1);
		$what =~ s/<[^>]+>//g;
		print "$what\n";
	' "$root" "$NAME")
}

# A daemon that was started by hand
stop_leftover() {
	pid=$(cat "$DATA/daemon.pid" 2>/dev/null || true)
	case "$pid" in ''|*[!0-9]*) return 0 ;; esac
	is_daemon() { tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -q 'backend/dist/main\.js$'; }
	is_daemon || return 0
	run kill "$pid"
	waited=0
	while [ "$DRY_RUN" = 0 ] && is_daemon && [ "$waited" -lt 20 ]; do
		sleep 1
		waited=$((waited + 1))
	done
}

purge() {
	for path in "$DATA" "$CONFIG" "$LOGS" "$SITE_TLS"; do run rm -rf "$path"; done
	is_live || return 0
	if [ -d "$WEBMIN_CONFIG/$NAME" ]; then run rm -rf "${WEBMIN_CONFIG:?}/$NAME"; fi
	if getent passwd "$NAME" >/dev/null; then
		# By force where a process that has ended is still in the table
		run userdel "$NAME" 2>/dev/null || run userdel -f "$NAME"
	fi
}
