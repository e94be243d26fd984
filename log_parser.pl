# Functions for parsing this module's entries in Webmin's actions log

use strict;
use warnings;
no warnings 'uninitialized';

require 'unlimited-cluster-lib.pl';	## no critic

our %text;

# parse_webmin_log(user, script, action, type, object, &params)
# Converts logged information from this module into human-readable form
sub parse_webmin_log
{
my ($user, $script, $action, $type, $object, $p) = @_;
$type = '' if ($type eq '-');
$object = '' if ($object eq '-');
my $noun = $text{'log_noun_'.$type} || html_escape($type);
my $what = $object eq '' ? '' : ui_tag('tt', html_escape($object));
return text('log_'.$action, $noun, $what) if ($text{'log_'.$action});
return join(" ", grep { $_ ne '' } html_escape($action), $noun, $what);
}

1;
