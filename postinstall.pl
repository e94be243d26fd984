# Called after this module is installed or upgraded. An upgrade has just
# replaced the directory of a running daemon, so it is started again.

use strict;
use warnings;
no warnings 'uninitialized';

require 'unlimited-cluster-lib.pl';	## no critic
require 'service-lib.pl';	## no critic
require 'route-lib.pl';	## no critic

our ($module_name);

# module_install()
# Makes the daemon run, now and at boot, and leads websockets to it. Webmin
# swallows what dies here, so it goes to the error output.
sub module_install
{
eval {
	csrf_key();
	my $err = prepare_directories();
	die "$err\n" if ($err);
	rotate_secret(daemon_user());
	stop_daemon();
	choose_listen();
	enable_daemon();
	my ($state) = runtime_state();
	if ($state eq 'addon') {
		rebuild_addon(\&run_daemon);
		}
	else {
		run_daemon();
		}
	};
print STDERR "$module_name: $@" if ($@);
}

# run_daemon()
# Starts the daemon and points the route at the port it chose
sub run_daemon
{
my $port = data_directory()."/ticket-port";
unlink($port);
my $err = start_daemon();
if ($err || !wait_for_daemon(20)) {
	print STDERR "$module_name: ",
		     $err || join(" ", not_ready_reasons()), "\n";
	return;
	}
ensure_route();
}

1;
