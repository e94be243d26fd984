#!/usr/bin/perl
# Start or stop the daemon, for the boot scripts of systems without systemd.
# Usage: daemon.pl start | stop | restart | status

use strict;
use warnings;
no warnings 'uninitialized';
our $no_acl_check = 1;
require './unlimited-cluster-lib.pl';	## no critic
require './service-lib.pl';	## no critic

my ($what) = @ARGV;
if ($what !~ /^(?:start|stop|restart|status)$/) {
	print STDERR "usage: daemon.pl start | stop | restart | status\n";
	exit(2);
	}
if ($what eq 'status') {
	my $alive = is_daemon_alive();
	print $alive ? "running\n" : "stopped\n";
	exit($alive ? 0 : 1);
	}
stop_daemon() if ($what ne 'start');
my $err = $what eq 'stop' ? undef : start_daemon();
print STDERR "$err\n" if ($err);
exit($err ? 1 : 0);
