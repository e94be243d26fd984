#!/usr/bin/perl
# Pass one request of the page on to the daemon, in the name of the user.
# Every answer, a refusal too, is what a program can read: Webmin's own error
# pages are HTML with status 200.

use strict;
use warnings;
no warnings 'uninitialized';

# Webmin would answer a wrong referer or a missing right with a page, so both
# are judged in request-lib.pl
our $trust_unknown_referers = 1;
{
	local $main::no_acl_check = 1;
	require './unlimited-cluster-lib.pl';	## no critic
}
require './request-lib.pl';	## no critic
require './relay-lib.pl';	## no critic

my $relay = new_relay(\%ENV);
eval {
	check_user();
	check_site(\%ENV);
	my $request = read_request(\%ENV);
	check_token($request, \%ENV);
	relay_request($relay, $request);
	};
answer_failure($relay, $@) if ($@);
